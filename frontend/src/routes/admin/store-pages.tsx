import { OrderPage } from "../../features/store/OrderPage.tsx";
import { storeOrderRoute } from "./routes.tsx";

export { ArticlesPage as ArticlesRoute } from "../../features/store/ArticlesPage.tsx";
export { OrdersPage as StoreOrdersRoute } from "../../features/store/OrdersPage.tsx";
export { StockPage as StockRoute } from "../../features/store/StockPage.tsx";

export function StoreOrderRoute() {
  const { id } = storeOrderRoute.useParams();
  return <OrderPage key={id} id={id} />;
}
