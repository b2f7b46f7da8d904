import { useConsole } from "../../entities/console/console.ts";
import { History } from "../../entities/console/History.tsx";
import { PageTitle } from "../../entities/Fetched.tsx";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { DeliveryAddressText } from "../../entities/orders/DeliveryAddressText.tsx";
import { OrderLines } from "../../entities/orders/OrderLines.tsx";
import { OrderState } from "../../entities/orders/OrderState.tsx";
import { PaymentText } from "../../entities/orders/PaymentText.tsx";
import { Shipments } from "../../entities/orders/Shipments.tsx";
import type { TrackedOrder } from "../../entities/orders/tracked-order.ts";
import { useOrder } from "../../entities/orders/use-order.ts";
import { OrderSums } from "../../entities/shop/OrderSums.tsx";
import { InstantText } from "../../entities/Times.tsx";
import { isNotFound } from "../../lib/api/errors.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { mayDo } from "../../lib/session/may.ts";
import { Callout } from "../../ui/Callout.tsx";
import { Section } from "../../ui/Card.tsx";
import { Skeleton } from "../../ui/Progress.tsx";
import { FulfilmentParts } from "./fulfilments/FulfilmentParts.tsx";
import { OrderActs } from "./OrderActs.tsx";
import { Routing } from "./routing/Routing.tsx";
import { Transitions } from "./Transitions.tsx";

/** One order of anybody: every step with its cause, and what the shop's people can do about it. */
export function OrderPage({ id }: { id: string }) {
  const t = useText();
  const { data, error, isError, refetch } = useOrder(id);
  return (
    <>
      <PageTitle
        title={t("store.order.title")}
        eyebrow={
          <a className="link" href="/admin/orders">
            <T id="store.orders" />
          </a>
        }
      />
      {data === undefined && !isError && <Skeleton lines={6} label={t("app.loading")} />}
      {data === undefined && isError && isNotFound(error) && <Callout tone="unknown" title={<T id="store.order.missing" />} live />}
      {data === undefined && isError && !isNotFound(error) && <LoadFailure error={error} onRetry={() => void refetch()} />}
      {data !== undefined && isError && <Callout className="mb-6" tone="unknown" title={<T id="error.stale" />} live />}
      {data !== undefined && <Details order={data} />}
    </>
  );
}

function Details({ order }: { order: TrackedOrder }) {
  const { me } = useConsole();
  const { id, state, placedAt, total, payment, delivery, transitions } = order;
  return (
    <>
      <p className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-2">
        <OrderState state={state} />
        <span className="text-muted">
          <T id="orders.placed-at" values={{ time: <InstantText time={placedAt} /> }} />
        </span>
        <span className="font-mono text-sm break-all text-muted">{id}</span>
      </p>
      <OrderActs order={order} />
      <Section id="transitions" title={<T id="store.transitions" />}>
        <Transitions transitions={transitions} />
      </Section>
      <Section id="parts" title={<T id="warehouses.parts" />}>
        <FulfilmentParts order={order} />
      </Section>
      {mayDo(me, "orders:explain") && (
        <Section id="routing" title={<T id="warehouses.routing" />} intro={<T id="warehouses.routing.about" />}>
          <Routing order={order} />
        </Section>
      )}
      <Section id="shipments" title={<T id="orders.shipments" />}>
        <Shipments order={order} />
      </Section>
      <Section id="goods" title={<T id="store.order.goods" />}>
        <OrderLines order={order} />
        <div className="mt-4 max-w-md">
          <OrderSums {...order} totalMinor={total.minor} currency={total.currency} />
        </div>
      </Section>
      <Section id="payment" title={<T id="orders.payment" />}>
        <PaymentText payment={payment} currency={total.currency} />
      </Section>
      <Section id="delivery" title={<T id="orders.delivery" />}>
        <DeliveryAddressText delivery={delivery} />
      </Section>
      {mayDo(me, "auditLog:read") && (
        <div className="mt-12">
          <History subject={id} />
        </div>
      )}
    </>
  );
}
