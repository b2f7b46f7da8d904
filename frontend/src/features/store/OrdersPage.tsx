import { PageTitle } from "../../entities/Fetched.tsx";
import { List } from "../../entities/list/List.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Board } from "./Board.tsx";
import { ORDERS } from "./orders-list.tsx";

/** All orders: those under way by where they stand, and every one as a list. */
export function OrdersPage() {
  return (
    <>
      <PageTitle title={useText()("store.orders")}>
        <T id="store.orders.about" />
      </PageTitle>
      <Board />
      <section aria-labelledby="all-orders">
        <h2 id="all-orders" className="mb-4 text-2xl">
          <T id="store.orders.all" />
        </h2>
        <List list={ORDERS} />
      </section>
    </>
  );
}
