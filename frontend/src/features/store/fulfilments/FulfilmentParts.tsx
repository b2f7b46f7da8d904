import type { FulfilmentView } from "@waybill/protocol/schemas/api/orders";
import { useConsole } from "../../../entities/console/console.ts";
import { FulfilmentMark } from "../../../entities/orders/FulfilmentMark.tsx";
import { placeName } from "../../../entities/orders/place-name.ts";
import type { TrackedOrder } from "../../../entities/orders/tracked-order.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { mayDo } from "../../../lib/session/may.ts";
import { Card } from "../../../ui/Card.tsx";
import { Steering } from "./Steering.tsx";
import { verbsFor } from "./verbs.ts";

/** States in which it can be decided anew who ships what. */
const STEERABLE = ["routed", "instructed", "shipped-in-part"];
/** Also in an order that was called off it has to be known what has left. */
const CLEARABLE = [...STEERABLE, "withdrawing"];

/** What each warehouse is to ship of an order, and what can be done about it. */
export function FulfilmentParts({ order }: { order: TrackedOrder }) {
  const { me } = useConsole();
  const { fulfilments } = order;
  if (fulfilments.length === 0)
    return (
      <p className="text-muted">
        <T id="warehouses.parts.none" />
      </p>
    );
  const maySteer = (part: FulfilmentView) => mayDo(me, "orders:steer") && (part.isLost ? CLEARABLE : STEERABLE).includes(order.state);
  return (
    <ul className="space-y-4">
      {fulfilments.map((part) => (
        <li key={part.id}>
          <Card data-testid="fulfilment" className="space-y-3">
            <Part part={part} order={order} />
            {maySteer(part) && verbsFor(part, fulfilments).length > 0 && <Steering part={part} order={order} />}
          </Card>
        </li>
      ))}
    </ul>
  );
}

function Part({ part, order }: { part: FulfilmentView; order: TrackedOrder }) {
  const { warehouse, heldFor, endedFor, hasProgram, goods } = part;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h3 className="text-xl">
          {hasProgram ? (
            <a className="link" href={`/admin/warehouses/${encodeURIComponent(warehouse)}`}>
              {placeName(warehouse)}
            </a>
          ) : (
            placeName(warehouse)
          )}
        </h3>
        <FulfilmentMark part={part} />
        {!hasProgram && (
          <span className="text-sm text-muted">
            <T id="warehouses.part.by-hand" />
          </span>
        )}
      </div>
      {heldFor !== null && (
        <p>
          <T id="warehouses.part.held-for" values={{ reason: heldFor }} />
        </p>
      )}
      {endedFor !== null && (
        <p className="text-muted">
          <T id={`warehouses.part.ended.${endedFor}`} />
        </p>
      )}
      <ul>
        {goods.map(({ line, gtin, lot, expiry, quantity }) => (
          <li key={[line, lot, expiry].join(" ")}>
            <T id="warehouses.part.goods" values={{ quantity, title: order.lines.find(({ number }) => number === line)?.title ?? gtin }} />{" "}
            {lot !== null && (
              <span className="text-sm text-muted">
                <T id="warehouses.lot" values={{ lot }} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
