import { useConsole } from "../../entities/console/console.ts";
import { History } from "../../entities/console/History.tsx";
import { Answered, PageTitle } from "../../entities/Fetched.tsx";
import type { TrackedOrder } from "../../entities/orders/tracked-order.ts";
import { useOrder } from "../../entities/orders/use-order.ts";
import { OrderFacts } from "../../entities/orders/OrderFacts.tsx";
import { OrderHead } from "../../entities/orders/OrderHead.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { mayDo } from "../../lib/session/may.ts";
import { Section } from "../../ui/Card.tsx";
import { FulfilmentParts } from "./fulfilments/FulfilmentParts.tsx";
import { OrderActs } from "./OrderActs.tsx";
import { RefusedPayment } from "./RefusedPayment.tsx";
import { Routing } from "./routing/Routing.tsx";
import { Transitions } from "./Transitions.tsx";

/** One order of anybody: every step with its cause, and what the shop's people can do about it. */
export function OrderPage({ id }: { id: string }) {
  const t = useText();
  const query = useOrder(id);
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
      <Answered query={query} missing={<T id="store.order.missing" />}>
        {(order) => <Details order={order} />}
      </Answered>
    </>
  );
}

function Details({ order }: { order: TrackedOrder }) {
  const { me } = useConsole();
  const { id, transitions } = order;
  return (
    <>
      <OrderHead order={order} />
      <RefusedPayment order={order} />
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
      <OrderFacts order={order} goodsTitle="store.order.goods" />
      {mayDo(me, "auditLog:read") && (
        <div className="mt-12">
          <History subject={id} />
        </div>
      )}
    </>
  );
}
