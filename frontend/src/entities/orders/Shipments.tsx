import { Price } from "../shop/Price.tsx";
import { useOrigin } from "../shop/use-origin.ts";
import { InstantText } from "../Times.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { Card } from "../../ui/Card.tsx";
import { StatusMark } from "../../ui/StatusMark.tsx";
import { ParcelLinks } from "./ParcelLinks.tsx";
import type { TrackedOrder } from "./tracked-order.ts";

type Moved = TrackedOrder["shipments"][number] | TrackedOrder["returns"][number];

/** What has left and what came back, each with what was in it and where its proof is. */
export function Shipments({ order }: { order: TrackedOrder }) {
  const { shipments, returns } = order;
  if (shipments.length === 0)
    return (
      <p className="text-muted">
        <T id="orders.shipments.none" />
      </p>
    );
  return (
    <div className="space-y-4">
      {shipments.map((shipment, index) => (
        <Moving key={shipment.id} kind="shipment" number={index + 1} moved={shipment} order={order} />
      ))}
      {returns.map((back, index) => (
        <Moving key={back.id} kind="return" number={index + 1} moved={back} order={order} />
      ))}
    </div>
  );
}

/** To the proof of such goods, where somebody reported any. */
function OriginLink({ gtin }: { gtin: string }) {
  return useOrigin(gtin) === undefined ? null : (
    <a className="link text-sm" href={`/shop/${gtin}`}>
      <T id="orders.shipment.origin" />
    </a>
  );
}

interface MovingProps {
  kind: "shipment" | "return";
  number: number;
  moved: Moved;
  order: TrackedOrder;
}

function Moving({ kind, number, moved, order: { lines, total } }: MovingProps) {
  const goods = moved.lines.flatMap(({ number: at, quantity }) => {
    const line = lines.find((one) => one.number === at);
    return line === undefined ? [] : [{ ...line, quantity }];
  });
  return (
    <Card data-testid={kind} className="space-y-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h3 className="text-xl">
          <T id={`orders.${kind}`} values={{ number }} />
        </h3>
        <span className="text-sm text-muted">
          <InstantText time={moved.at} />
        </span>
      </div>
      <ul className="space-y-1">
        {goods.map(({ number: at, gtin, title, quantity }) => (
          <li key={at} className="flex flex-wrap items-baseline gap-x-4">
            <span>
              <T id="shop.line" values={{ quantity, title }} />
            </span>
            {kind === "shipment" && <OriginLink gtin={gtin} />}
          </li>
        ))}
      </ul>
      {"parcels" in moved && <ParcelLinks parcels={moved.parcels} />}
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Price money={{ minor: moved.amountMinor, currency: total.currency }} className="tabular-nums" />
        {moved.waivedMinor > 0 && (
          <StatusMark plain tone="unknown">
            <T
              id="orders.waived"
              values={{ amount: <Price money={{ minor: moved.waivedMinor, currency: total.currency }} className="tabular-nums" /> }}
            />
          </StatusMark>
        )}
        {moved.waivedMinor < moved.amountMinor && (
          <StatusMark plain tone={moved.isPaid ? "passed" : "pending"}>
            <T id={`orders.${kind}.${moved.isPaid ? "paid" : "unpaid"}`} />
          </StatusMark>
        )}
      </p>
    </Card>
  );
}
