import { T, type MessageId } from "../../lib/i18n/text.tsx";
import { Section } from "../../ui/Card.tsx";
import { OrderSums } from "../shop/OrderSums.tsx";
import { DeliveryAddressText } from "./DeliveryAddressText.tsx";
import { OrderLines } from "./OrderLines.tsx";
import { PaymentText } from "./PaymentText.tsx";
import { Shipments } from "./Shipments.tsx";
import type { TrackedOrder } from "./tracked-order.ts";

/** What has left of an order, what was ordered, how it is paid and where it goes. @param goodsTitle Heading of what was ordered. */
export function OrderFacts({ order, goodsTitle }: { order: TrackedOrder; goodsTitle: MessageId }) {
  const { total, payment, delivery } = order;
  return (
    <>
      <Section id="shipments" title={<T id="orders.shipments" />}>
        <Shipments order={order} />
      </Section>
      <Section id="goods" title={<T id={goodsTitle} />}>
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
    </>
  );
}
