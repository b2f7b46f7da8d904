import type { StatementView } from "@waybill/protocol/schemas/api/traceability";
import { useQuantityText } from "../../entities/EventWords.tsx";
import { SubjectChip } from "../../entities/SubjectChip.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { bareName } from "../../lib/short.ts";
import { Fact } from "../../ui/Card.tsx";

/** The event decoded, in EPCIS terms with plain names. */
export function EventFields({ statement }: { statement: StatementView }) {
  const t = useText();
  const quantity = useQuantityText();
  const { eventType, action, bizStep, disposition, place, items, sensors } = statement;
  return (
    <>
      <Fact name={<T id="event.type" />}>{[eventType, action].filter(Boolean).join(", ")}</Fact>
      {bizStep !== null && <Fact name={<T id="event.step" />}>{bareName(bizStep)}</Fact>}
      {disposition !== null && <Fact name={<T id="event.disposition" />}>{bareName(disposition)}</Fact>}
      <Fact name={<T id="event.place" />}>
        {place === null ? t("place.unknown") : (place.name ?? t("place.unnamed", { gln: place.gln }))}
        {place !== null && <span className="block font-mono text-sm text-muted">GLN {place.gln}</span>}
      </Fact>
      <Fact name={<T id="event.zone" />}>{statement.eventTimeZoneOffset}</Fact>
      <Fact name={<T id="event.goods" />}>
        <ul className="space-y-1.5">
          {items.map((item, index) => (
            <li key={index} className="flex flex-wrap items-center gap-2">
              <span className="text-sm text-muted">
                <T id={`event.role.${item.role}`} />
              </span>
              {item.quantity !== null && <span className="font-medium">{quantity(item.quantity)}</span>}
              <SubjectChip subject={item.subject} name={item.product?.name} copy />
            </li>
          ))}
        </ul>
      </Fact>
      {sensors.length > 0 && (
        <Fact name={<T id="event.sensors" />}>
          {sensors.map((sensor, index) => (
            <span key={index} className="block">
              {bareName(sensor.type)}: {quantity({ value: sensor.value, uom: sensor.uom })}
            </span>
          ))}
        </Fact>
      )}
    </>
  );
}
