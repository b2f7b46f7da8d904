import { stockCheck } from "@waybill/protocol/schemas/api/stock";
import { useQuery } from "@tanstack/react-query";
import { PageTitle } from "../../entities/Fetched.tsx";
import { List } from "../../entities/list/List.tsx";
import { RelativeTime } from "../../entities/Times.tsx";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { getOwn } from "../../lib/session/session.ts";
import { Callout } from "../../ui/Callout.tsx";
import { STOCK } from "./stock-list.tsx";

/** What is in stock, and whether the ledger adds up. */
export function StockPage() {
  return (
    <>
      <PageTitle title={useText()("store.stock")}>
        <T id="store.stock.about" />
      </PageTitle>
      <LastCheck />
      <List list={STOCK} />
    </>
  );
}

function LastCheck() {
  const { data } = useQuery({
    queryKey: keys.list("stock", { of: "check" }),
    queryFn: ({ signal }) => getOwn("/api/stock/check", stockCheck, signal),
  });
  if (data === undefined) return null;
  const { check } = data;
  if (check === null) return <Callout className="mb-6" tone="pending" title={<T id="store.stock.unchecked" />} />;
  const { at, places, drifted } = check;
  return (
    <Callout
      className="mb-6"
      tone={drifted === 0 ? "passed" : "failed"}
      title={<T id={drifted === 0 ? "store.stock.adds-up" : "store.stock.drifted"} values={{ places, drifted }} />}
    >
      <p className="text-muted">
        <T id="store.stock.checked" values={{ time: <RelativeTime time={at} /> }} />
      </p>
    </Callout>
  );
}
