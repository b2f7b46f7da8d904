import type { FloorShipment } from "@waybill/protocol/schemas/warehouse/floor";
import { T, useText } from "../../lib/i18n/text.tsx";
import { ButtonLink } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Fact, Facts } from "../../ui/Card.tsx";
import { StatusMark } from "../../ui/StatusMark.tsx";
import { useShipment } from "../api/use-floor.ts";
import { GoodsText } from "../parts/GoodsText.tsx";
import { Shown } from "../parts/Shown.tsx";
import { Title } from "../parts/Title.tsx";
import { placeOf } from "../place.ts";
import { LoadForm } from "./LoadForm.tsx";
import { PackForm } from "./PackForm.tsx";
import { ParcelLabels } from "./ParcelLabels.tsx";
import { TONES } from "./state-words.ts";

/** One shipment: what is to be done with it now, and below, what and where to. */
export function ShipmentPage({ id }: { id: string }) {
  const t = useText();
  const query = useShipment(id);
  return (
    <>
      <Title title={t("floor.shipment")} />
      <Shown query={query}>
        {(shipment) => (
          <>
            <p className="no-print mb-5">
              <StatusMark tone={TONES[shipment.state]} className="text-base">
                <T id={`floor.state.${shipment.state}`} />
              </StatusMark>
            </p>
            <Now shipment={shipment} />
            <About shipment={shipment} />
          </>
        )}
      </Shown>
    </>
  );
}

function Now({ shipment }: { shipment: FloorShipment }) {
  const { state, tasks, parcels } = shipment;
  const back = tasks.filter((task) => task.kind === "unpack" && (task.state === "open" || task.state === "taken"));
  switch (state) {
    case "open":
      return (
        <Callout tone="pending" title={<T id="floor.shipment.open" values={{ count: tasks.filter(isToPick).length }} />}>
          <ButtonLink href={placeOf("tasks")} size="large">
            <T id="floor.tasks.all" />
          </ButtonLink>
        </Callout>
      );
    case "picked":
      return <PackForm shipment={shipment} />;
    case "packed":
      return (
        <>
          <Callout className="no-print mb-5" tone="unknown" live title={<T id="floor.shipment.waiting" />}>
            <p>
              <T id="floor.shipment.waiting.about" />
            </p>
          </Callout>
          <ParcelLabels parcels={parcels} />
        </>
      );
    case "loadable":
      return (
        <>
          <LoadForm shipment={shipment} />
          <ParcelLabels parcels={parcels} isFolded />
        </>
      );
    case "shipped":
      return <Callout tone="passed" live title={<T id="floor.shipment.shipped" />} />;
    default:
      return (
        <Callout tone={TONES[state]} live title={<T id={`floor.shipment.${state}`} />}>
          {back.length > 0 && (
            <ButtonLink href={placeOf("tasks")} size="large">
              <T id="floor.shipment.carry-back" values={{ count: back.length }} />
            </ButtonLink>
          )}
        </Callout>
      );
  }
}

function isToPick({ kind, state }: FloorShipment["tasks"][number]): boolean {
  return kind === "pick" && (state === "open" || state === "taken");
}

function About({ shipment: { id, order, goods, delivery, parcels, carrier, tracking } }: { shipment: FloorShipment }) {
  return (
    <Facts className="no-print mt-8">
      <Fact name={<T id="floor.shipment.goods" />}>
        <ul className="space-y-2">
          {goods.map((part, index) => (
            <li key={index} className="flex gap-3">
              <span className="font-semibold tabular-nums">{part.quantity}×</span>
              <GoodsText goods={part} title={part.title} />
            </li>
          ))}
        </ul>
      </Fact>
      {delivery !== null && (
        <Fact name={<T id="floor.shipment.to" />}>
          {[delivery.name, ...delivery.lines, `${delivery.postcode} ${delivery.city}`, delivery.country].map((line) => (
            <span key={line} className="block">
              {line}
            </span>
          ))}
        </Fact>
      )}
      {parcels.length > 0 && (
        <Fact name={<T id="floor.shipment.parcels" />}>
          <ul className="space-y-1">
            {parcels.map(({ sscc, proof }) => (
              <li key={sscc} className="flex flex-wrap items-center gap-x-3">
                <span className="font-mono">{sscc}</span>
                {proof !== "none" && (
                  <StatusMark plain tone={proof === "proven" ? "passed" : "pending"}>
                    <T id={`floor.proof.${proof}`} />
                  </StatusMark>
                )}
              </li>
            ))}
          </ul>
        </Fact>
      )}
      {carrier !== null && <Fact name={<T id="floor.load.carrier" />}>{carrier}</Fact>}
      {tracking !== null && <Fact name={<T id="floor.load.tracking" />}>{tracking}</Fact>}
      <Fact name={<T id="floor.shipment.order" />}>
        <span className="font-mono text-sm">{order ?? id}</span>
      </Fact>
      <Fact name={<T id="floor.log" />}>
        <a className="link" href={placeOf("log", id)}>
          <T id="floor.shipment.log" />
        </a>
      </Fact>
    </Facts>
  );
}
