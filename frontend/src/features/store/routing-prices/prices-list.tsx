import type { RoutingPricesView } from "@waybill/protocol/schemas/api/routing";
import type { HeldListDefinition } from "../../../entities/list/definition.ts";
import { InstantText } from "../../../entities/Times.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { PRICE_NAMES } from "./use-routing-prices.ts";

/** What counts, and what has counted before it. */
export const PRICES: HeldListDefinition<RoutingPricesView> = {
  name: "routing-prices",
  place: "prices",
  title: "store.routing.before",
  keyOf: ({ number }) => String(number),
  nameOf: ({ number }) => String(number),
  columns: [
    {
      id: "number",
      head: "store.routing.number",
      cell: ({ number }) => <span className="tabular-nums">{number}</span>,
      csv: ({ number }) => number,
    },
    {
      id: "since",
      head: "store.routing.since",
      cell: ({ setAt }) => (setAt === null ? <T id="store.routing.first" /> : <InstantText time={setAt} />),
      csv: ({ setAt }) => setAt,
    },
    ...PRICE_NAMES.map((name) => ({
      ...{ id: name, head: `store.routing.${name}` as const },
      cell: (prices: RoutingPricesView) => (
        <span className="tabular-nums">
          <T id="store.routing.value" values={{ value: prices[name] }} />
        </span>
      ),
      csv: (prices: RoutingPricesView) => prices[name],
    })),
  ],
  facets: [
    { kind: "day", name: "from", label: "operations.audit.from" },
    { kind: "day", name: "to", label: "operations.audit.to" },
  ],
  // What the program comes with was never set.
  fits: ({ setAt }, { from = "", to = "9999" }) => {
    const day = setAt?.slice(0, 10) ?? "";
    return day >= from && day < to;
  },
  empty: "list.empty",
};
