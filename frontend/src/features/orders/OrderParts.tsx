import type { FulfilmentView } from "@waybill/protocol/schemas/api/orders";
import { placeName } from "../../entities/orders/place-name.ts";
import type { TrackedOrder } from "../../entities/orders/tracked-order.ts";
import { T } from "../../lib/i18n/text.tsx";
import { StatusMark, type Tone } from "../../ui/StatusMark.tsx";

type Part = FulfilmentView & { state: Exclude<FulfilmentView["state"], "cancelled"> };

/** Where each part of an order is packed, and how far that is. What came to nothing is part of another one, or was called off: it is not named. */
export function OrderParts({ order: { fulfilments, lines } }: { order: TrackedOrder }) {
  return (
    <ul className="space-y-4">
      {fulfilments.filter(isUnderWay).map((part) => {
        const { label, tone } = wordsOf(part);
        return (
          <li key={part.id} data-testid="part">
            <p className="font-medium" role="status">
              <StatusMark plain tone={tone} className="text-base">
                <T id={label} values={{ place: placeName(part.warehouse), reason: part.heldFor ?? "" }} />
              </StatusMark>
            </p>
            <ul className="mt-1 pl-6 text-muted">
              {goodsOf(part).map(({ line, quantity }) => (
                <li key={line}>
                  <T id="shop.line" values={{ quantity, title: lines.find(({ number }) => number === line)?.title ?? "" }} />
                </li>
              ))}
            </ul>
          </li>
        );
      })}
    </ul>
  );
}

function isUnderWay(part: FulfilmentView): part is Part {
  return part.state !== "cancelled";
}

function wordsOf({ state, isLetGo }: Part) {
  const label = state === "instructed" && isLetGo ? ("let-go" as const) : state;
  const tone: Tone = label === "held" ? "unknown" : label === "shipped" || label === "let-go" ? "passed" : "pending";
  return { label: `orders.part.${label}` as const, tone };
}

/** Lots are the warehouse's own business. */
function goodsOf({ goods }: Part): { line: number; quantity: number }[] {
  const sums = new Map<number, number>();
  for (const { line, quantity } of goods) sums.set(line, quantity + (sums.get(line) ?? 0));
  return [...sums].map(([line, quantity]) => ({ line, quantity }));
}
