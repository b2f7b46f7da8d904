import { History } from "../../entities/console/History.tsx";
import { Answered } from "../../entities/Fetched.tsx";
import { useOrder } from "../../entities/orders/use-order.ts";
import { T } from "../../lib/i18n/text.tsx";
import { Transitions } from "./Transitions.tsx";

/** How an order came to stand where it does, and what people did about it. */
export function OrderHistory({ order: id }: { order: string }) {
  return (
    <div className="space-y-4">
      <Answered query={useOrder(id)} missing={<T id="store.order.missing" />}>
        {({ transitions }) => <Transitions transitions={transitions} />}
      </Answered>
      <History subject={id} />
    </div>
  );
}
