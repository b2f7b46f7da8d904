import { OrderPage } from "../../features/store/OrderPage.tsx";
import { WarehousePage } from "../../features/warehouses/WarehousePage.tsx";
import { storeOrderRoute, warehouseRoute } from "./routes.tsx";

export { ArticlesPage as ArticlesRoute } from "../../features/store/ArticlesPage.tsx";
export { OrdersPage as StoreOrdersRoute } from "../../features/store/OrdersPage.tsx";
export { PaymentsPage as PaymentsRoute } from "../../features/store/PaymentsPage.tsx";
export { ReturnsPage as ReturnsRoute } from "../../features/store/ReturnsPage.tsx";
export { RoutingPricesPage as RoutingPricesRoute } from "../../features/store/routing-prices/RoutingPricesPage.tsx";
export { StockPage as StockRoute } from "../../features/store/StockPage.tsx";

export { WarehousesPage as WarehousesRoute } from "../../features/warehouses/WarehousesPage.tsx";

export function WarehouseRoute() {
  const { id } = warehouseRoute.useParams();
  return <WarehousePage key={id} id={id} />;
}

export function StoreOrderRoute() {
  const { id } = storeOrderRoute.useParams();
  return <OrderPage key={id} id={id} />;
}
