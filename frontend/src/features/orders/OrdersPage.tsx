import { pageOf } from "@waybill/protocol/schemas/api/system";
import { useInfiniteQuery } from "@tanstack/react-query";
import { PageTitle } from "../../entities/Fetched.tsx";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { SignedIn } from "../../entities/session/SignedIn.tsx";
import { Price } from "../../entities/shop/Price.tsx";
import { RelativeTime } from "../../entities/Times.tsx";
import { withQuery } from "../../lib/api/http.ts";
import { useShared } from "../../lib/api/shared-stream.ts";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { getOwn } from "../../lib/session/session.ts";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { Skeleton } from "../../ui/Progress.tsx";
import { OrderState } from "../../entities/orders/OrderState.tsx";
import { OWN_ORDERS } from "../../entities/orders/orders-news.ts";
import { listedOrder, type ListedOrder } from "../../entities/orders/tracked-order.ts";

const page = pageOf(listedOrder);
/** While nothing tells of changes. */
const EVERY_MILLISECONDS = 15_000;
/** Of other news the list shows nothing. */
const SHOWN = ["transition", "anew"];

/** Everything that somebody has ordered, the newest first. */
export function OrdersPage({ chainId }: { chainId: number }) {
  return (
    <>
      <PageTitle title={useText()("orders.title")} />
      <SignedIn chainId={chainId} why={<T id="orders.why" />} isForAnybody>
        {() => <Orders />}
      </SignedIn>
    </>
  );
}

function Orders() {
  const t = useText();
  const isTold = useShared(OWN_ORDERS, (type) => (SHOWN.includes(type) ? [keys.orders] : []));
  const query = useInfiniteQuery({
    queryKey: keys.orders,
    // An admin of the installation sees all orders elsewhere; the same address is its own way there.
    queryFn: ({ pageParam, signal }) => getOwn(withQuery("/api/orders", { of: "me", limit: 20, after: pageParam }), page, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: !isTold && EVERY_MILLISECONDS,
  });
  const items = query.data?.pages.flatMap((one) => one.items) ?? [];
  if (query.isPending) return <Skeleton lines={5} label={t("app.loading")} />;
  if (query.isError && items.length === 0) return <LoadFailure error={query.error} onRetry={() => void query.refetch()} />;
  if (items.length === 0)
    return (
      <div className="space-y-4">
        <p className="text-muted">
          <T id="orders.none" />
        </p>
        <ButtonLink look="primary" href="/shop">
          <T id="shop.cart.browse" />
        </ButtonLink>
      </div>
    );
  return (
    <>
      <ul className="divide-y divide-line border-y border-line">
        {items.map((order) => (
          <Order key={order.id} order={order} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button className="mt-4" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          <T id="list.more" />
        </Button>
      )}
    </>
  );
}

function Order({ order: { id, state, placedAt, total, pieces } }: { order: ListedOrder }) {
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 py-4">
      <a className="link min-w-40 flex-1 font-medium" href={`/account/orders/${id}`}>
        <T id="orders.listed" values={{ pieces, time: <RelativeTime time={placedAt} /> }} />
      </a>
      <OrderState state={state} />
      <Price money={total} className="font-medium tabular-nums" />
    </li>
  );
}
