import { Answered, PageTitle } from "../../entities/Fetched.tsx";
import { Milestones } from "../../entities/Milestones.tsx";
import { SignedIn } from "../../entities/session/SignedIn.tsx";
import { OrderFacts } from "../../entities/orders/OrderFacts.tsx";
import { OrderHead } from "../../entities/orders/OrderHead.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Section } from "../../ui/Card.tsx";
import { OrderParts } from "./OrderParts.tsx";
import { AnswerBank } from "./AnswerBank.tsx";
import { CancelOrder } from "./CancelOrder.tsx";
import { orderMilestones } from "./order-milestones.ts";
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
      <SignedIn chainId={chainId} why={<T id="orders.why" />} isForAnybody>
        {() => <Followed id={id} />}
      </SignedIn>
    </>
  );
}

function Followed({ id }: { id: string }) {
  const query = useOrder(id);
  return (
    <Answered query={query} missing={<T id="orders.missing" />}>
      {(order) => <Order order={order} />}
    </Answered>
  );
}

function Order({ order }: { order: TrackedOrder }) {
  const t = useText();
  const { id, state, payment, fulfilments } = order;
  const milestones = orderMilestones(order).map(({ label, detail, ...rest }) => ({
    ...rest,
    label: t(label),
    ...(detail !== undefined && { detail: t(detail) }),
  }));
  return (
    <>
      <OrderHead order={order} />
      {payment.state === "challenged" && ["created", "reserved"].includes(state) && <AnswerBank id={id} />}
      <Section id="way" title={<T id="orders.way" />}>
        <Milestones milestones={milestones} />
      </Section>
      {fulfilments.length > 0 && (
        <Section id="parts" title={<T id="orders.parts" />}>
          <OrderParts order={order} />
        </Section>
      )}
      <OrderFacts order={order} goodsTitle="orders.goods" />
      <CancelOrder order={order} />
    </>
  );
}
