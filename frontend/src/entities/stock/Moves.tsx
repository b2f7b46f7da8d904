import { stockMove, type StockBalance, type StockMove } from "@waybill/protocol/schemas/api/stock";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { useQuery } from "@tanstack/react-query";
import { LoadFailure } from "../LoadFailure.tsx";
import { InstantText } from "../Times.tsx";
import { withQuery } from "../../lib/api/http.ts";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { getOwn } from "../../lib/session/session.ts";
import { CardTable } from "../../ui/CardTable.tsx";
import { Skeleton } from "../../ui/Progress.tsx";

const SHOWN = 20;
const page = pageOf(stockMove);

/** The newest lines of the ledger of some goods at a warehouse. */
export function Moves({ gtin, warehouse }: Pick<StockBalance, "gtin" | "warehouse">) {
  const t = useText();
  const query = useQuery({
    queryKey: keys.list("stock", { movesOf: gtin, warehouse }),
    queryFn: ({ signal }) => getOwn(withQuery("/api/stock/moves", { gtin, warehouse, limit: SHOWN }), page, signal),
  });
  if (query.isPending) return <Skeleton lines={3} label={t("app.loading")} />;
  if (query.data === undefined) return <LoadFailure error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <CardTable<StockMove>
      caption={t("store.stock.moves", { count: SHOWN })}
      rows={query.data.items}
      keyOf={({ id }) => id}
      columns={[
        { head: t("store.stock.at"), cell: ({ at }) => <InstantText time={at} /> },
        { head: t("store.stock.cause"), cell: ({ cause }) => <T id={`store.cause.${cause}`} /> },
        { head: t("store.stock.quantity"), cell: ({ quantity }) => quantity },
        {
          head: t("store.stock.way"),
          cell: ({ from, to }) => <T id="store.stock.from-to" values={{ from: t(`store.bucket.${from}`), to: t(`store.bucket.${to}`) }} />,
        },
        { head: t("store.stock.lot"), cell: ({ lot }) => lot ?? "–" },
        { head: t("store.stock.reference"), cell: ({ reference }) => <span className="break-all">{reference ?? "–"}</span> },
      ]}
    />
  );
}
