import { deviceView, newDevice, type DeviceView } from "@waybill/protocol/schemas/warehouse/floor";
import { useState } from "react";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { useAct } from "../api/use-act.ts";
import { useDevices } from "../api/use-floor.ts";
import { Refusal } from "../parts/Refusal.tsx";
import { Shown } from "../parts/Shown.tsx";
import { Title } from "../parts/Title.tsx";
import { AddDevice } from "./AddDevice.tsx";
import { DeviceList } from "./DeviceList.tsx";

type Done = { ended: string } | { name: string; code: string };

/** For leads: what people sign in from. A code is shown in one place, wherever it was asked for. */
export function DevicesPage() {
  const t = useText();
  const query = useDevices();
  const act = useAct();
  const [done, setDone] = useState<Done | null>(null);
  const makeCode = async (name: string): Promise<boolean> => {
    setDone(null);
    const made = await act.run("devices", newDevice, { name });
    if (made !== undefined) setDone({ name: made.name, code: made.code });
    return made !== undefined;
  };
  const end = async ({ id, name }: DeviceView) => {
    setDone(null);
    const answer = await act.run(`devices/${id}`, deviceView, {}, "DELETE");
    if (answer !== undefined) setDone({ ended: name });
  };
  return (
    <>
      <Title title={t("floor.devices")}>
        <T id="floor.devices.about" />
      </Title>
      <div className="mb-5 empty:hidden">
        {done !== null && <Outcome done={done} />}
        <Refusal error={act.error} />
      </div>
      <Shown query={query}>
        {(devices) => <DeviceList devices={devices} isSending={act.isSending} onCode={({ name }) => void makeCode(name)} onEnd={end} />}
      </Shown>
      <AddDevice isSending={act.isSending} onName={makeCode} />
    </>
  );
}

function Outcome({ done }: { done: Done }) {
  if ("ended" in done) return <Callout tone="passed" live title={<T id="floor.devices.end.done" values={{ name: done.ended }} />} />;
  return (
    <Callout tone="passed" live title={<T id="floor.devices.add.done" values={{ name: done.name }} />}>
      <p className="font-mono text-2xl break-words">{done.code}</p>
      <p>
        <T id="floor.devices.add.tell" />
      </p>
    </Callout>
  );
}
