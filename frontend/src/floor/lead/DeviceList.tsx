import type { DeviceView } from "@waybill/protocol/schemas/warehouse/floor";
import { RelativeTime } from "../../entities/Times.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { EndButton } from "./EndButton.tsx";
import { EndedList } from "./EndedList.tsx";

interface DeviceListProps {
  devices: readonly DeviceView[];
  isSending: boolean;
  onCode: (device: DeviceView) => void;
  onEnd: (device: DeviceView) => Promise<void>;
}

export function DeviceList({ devices, isSending, onCode, onEnd }: DeviceListProps) {
  const t = useText();
  const here = devices.filter(({ endedAt }) => endedAt === null);
  const gone = devices.filter(({ endedAt }) => endedAt !== null);
  const isOnlyKnown = here.filter(({ enrolledAt }) => enrolledAt !== null).length === 1;
  return (
    <>
      {here.length === 0 && (
        <p className="text-muted">
          <T id="floor.devices.none" />
        </p>
      )}
      <ul className="divide-y divide-line border-y border-line empty:hidden">
        {here.map((device) => (
          <li key={device.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
            <div className="min-w-0 flex-1 basis-48">
              <p className="font-semibold break-words">{device.name}</p>
              <p className="text-sm text-muted">
                <T
                  id="floor.devices.added"
                  values={{ name: device.addedBy ?? t("floor.people.erased"), time: <RelativeTime time={device.addedAt} /> }}
                />
              </p>
              <p className="text-sm">
                <State device={device} />
              </p>
            </div>
            <div className="flex gap-3">
              {device.enrolledAt === null && (
                <Button
                  aria-label={t("floor.devices.code.again.of", { name: device.name })}
                  busy={isSending}
                  onClick={() => onCode(device)}
                >
                  <T id="floor.devices.code.again" />
                </Button>
              )}
              <EndButton
                label={<T id="floor.devices.end" />}
                fullLabel={t("floor.devices.end.of", { name: device.name })}
                question={<T id="floor.devices.end.question" values={{ name: device.name }} />}
                about={<About device={device} isOnlyKnown={isOnlyKnown} />}
                busy={isSending}
                onEnd={() => onEnd(device)}
              />
            </div>
          </li>
        ))}
      </ul>
      <EndedList label="floor.devices.ended" gone={gone} />
    </>
  );
}

function State({ device: { enrolledAt, codeExpiresAt, usedAt, isThis } }: { device: DeviceView }) {
  if (enrolledAt === null) return <T id={Date.parse(codeExpiresAt ?? "") > Date.now() ? "floor.devices.waiting" : "floor.devices.late"} />;
  if (isThis) return <T id="floor.devices.this" />;
  return usedAt === null ? (
    <T id="floor.devices.unused" />
  ) : (
    <T id="floor.devices.used" values={{ time: <RelativeTime time={usedAt} /> }} />
  );
}

function About({ device: { isThis, enrolledAt }, isOnlyKnown }: { device: DeviceView; isOnlyKnown: boolean }) {
  return (
    <>
      <p>
        <T id="floor.devices.end.about" />
      </p>
      {isThis && (
        <p>
          <T id="floor.devices.end.this" />
        </p>
      )}
      {enrolledAt !== null && isOnlyKnown && (
        <p>
          <T id="floor.devices.end.last" />
        </p>
      )}
    </>
  );
}
