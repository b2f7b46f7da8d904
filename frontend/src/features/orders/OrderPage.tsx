import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { PageTitle } from "../../entities/Fetched.tsx";
import { Milestones } from "../../entities/Milestones.tsx";
import { SignedIn } from "../../entities/session/SignedIn.tsx";
import { OrderSums } from "../../entities/shop/OrderSums.tsx";
import { InstantText } from "../../entities/Times.tsx";
import { isNotFound } from "../../lib/api/errors.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Section } from "../../ui/Card.tsx";
import { Skeleton } from "../../ui/Progress.tsx";
import { OrderParts } from "./OrderParts.tsx";
import { AnswerBank } from "./AnswerBank.tsx";
import { CancelOrder } from "./CancelOrder.tsx";
import { DeliveryAddressText } from "../../entities/orders/DeliveryAddressText.tsx";
import { orderMilestones } from "./order-milestones.ts";
import { OrderLines } from "../../entities/orders/OrderLines.tsx";
import { OrderState } from "../../entities/orders/OrderState.tsx";
import { PaymentText } from "../../entities/orders/PaymentText.tsx";
import { Shipments } from "../../entities/orders/Shipments.tsx";
import type { TrackedOrder } from "../../entities/orders/tracked-order.ts";
import { useOrder } from "../../entities/orders/use-order.ts";

/** One order of one's own: where it stands, what has left, and what of it is paid. */
export function OrderPage({ id, chainId }: { id: string; chainId: number }) {
  const t = useText();
  return (
    <>
      <PageTitle
        title={t("orders.order")}
        eyebrow={
          <a className="link" href="/account/orders">
            <T id="orders.title" />
          </a>
        }
      />
      <SignedIn chainId={chainId} why={<T id="orders.why" />}>
        {() => <Followed id={id} />}
      </SignedIn>
    </>
  );
}

function Followed({ id }: { id: string }) {
  const t = useText();
  const { data, error, isError, refetch } = useOrder(id);
  if (data === undefined) {
    if (!isError) return <Skeleton lines={6} label={t("app.loading")} />;
    return isNotFound(error) ? (
      <Callout tone="unknown" title={<T id="orders.missing" />} live />
    ) : (
      <LoadFailure error={error} onRetry={() => void refetch()} />
    );
  }
  return (
    <>
      {isError && <Callout className="mb-6" tone="unknown" title={<T id="error.stale" />} live />}
      <Order order={data} />
    </>
  );
}

function Order({ order }: { order: TrackedOrder }) {
  const t = useText();
  const { id, state, placedAt, total, delivery, payment, fulfilments } = order;
  const milestones = orderMilestones(order).map(({ label, detail, ...rest }) => ({
    ...rest,
    label: t(label),
    ...(detail !== undefined && { detail: t(detail) }),
  }));
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <OrderState state={state} />
        <span className="text-muted">
          <T id="orders.placed-at" values={{ time: <InstantText time={placedAt} /> }} />
        </span>
        <span className="font-mono text-sm break-all text-muted">{id}</span>
      </p>
      {payment.state === "challenged" && ["created", "reserved"].includes(state) && <AnswerBank id={id} />}
      <Section id="way" title={<T id="orders.way" />}>
        <Milestones milestones={milestones} />
      </Section>
      {fulfilments.length > 0 && (
        <Section id="parts" title={<T id="orders.parts" />}>
          <OrderParts order={order} />
        </Section>
      )}
      <Section id="shipments" title={<T id="orders.shipments" />}>
        <Shipments order={order} />
      </Section>
      <Section id="goods" title={<T id="orders.goods" />}>
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
      <CancelOrder order={order} />
    </>
  );
}
