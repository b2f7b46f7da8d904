import type { OrderState } from "@waybill/protocol/orders/states";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { useQuery } from "@tanstack/react-query";
import { ALL_ORDERS } from "../../entities/orders/orders-news.ts";
import { listedOrder } from "../../entities/orders/tracked-order.ts";
import { Price } from "../../entities/shop/Price.tsx";
import { RelativeTime } from "../../entities/Times.tsx";
import { withQuery } from "../../lib/api/http.ts";
import { useShared } from "../../lib/api/shared-stream.ts";
import { keys } from "../../lib/api/query-keys.ts";
import { T } from "../../lib/i18n/text.tsx";
import { getOwn } from "../../lib/session/session.ts";
import { Card } from "../../ui/Card.tsx";
import { BOARD_STATES } from "./orders-list.tsx";

const SHOWN = 5;
/** While nothing tells of changes. */
const EVERY_MILLISECONDS = 15_000;
/** Of other news no order moves. */
const MOVES = ["transition", "anew"];
const BOARD = [...keys.lists, "orders-board"];
const page = pageOf(listedOrder);

/** Orders under way, in a column for each state, the newest first. */
export function Board() {
  const isTold = useShared(ALL_ORDERS, (type) => (MOVES.includes(type) ? [BOARD] : []));
  return (
    <section aria-labelledby="board" className="mb-12">
      <h2 id="board" className="mb-4 text-2xl">
        <T id="store.board" />
      </h2>
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {BOARD_STATES.map((state) => (
          <Column key={state} state={state} isTold={isTold} />
        ))}
      </ul>
    </section>
  );
}

function Column({ state, isTold }: { state: OrderState; isTold: boolean }) {
  const { data, isError } = useQuery({
    queryKey: keys.list("orders-board", { state }),
    queryFn: ({ signal }) => getOwn(withQuery("/api/orders", { state, limit: SHOWN }), page, signal),
    refetchInterval: !isTold && EVERY_MILLISECONDS,
  });
  return (
    <li className="flex">
      <Card data-testid={`board-${state}`} className="w-full space-y-2">
        <h3 className="text-lg">
          <T id={`store.state.${state}`} />
        </h3>
        {isError && (
          <p className="text-muted">
            <T id="error.stale" />
          </p>
        )}
        {data?.items.length === 0 && (
          <p className="text-muted">
            <T id="store.board.none" />
          </p>
        )}
        <ul className="divide-y divide-line">
          {data?.items.map(({ id, placedAt, pieces, total }) => (
            <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-3 py-1.5">
              <a className="link" href={`/admin/orders/${encodeURIComponent(id)}`}>
                <T id="orders.listed" values={{ pieces, time: <RelativeTime time={placedAt} /> }} />
              </a>
              <Price money={total} className="tabular-nums" />
            </li>
          ))}
        </ul>
        {data?.next !== null && data !== undefined && (
          <a className="link" href={`/admin/orders?state=${state}`}>
            <T id="store.board.more" />
          </a>
        )}
      </Card>
    </li>
  );
}
