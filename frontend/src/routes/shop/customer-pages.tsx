import { useNavigate } from "@tanstack/react-router";
import { CheckoutPage } from "../../features/checkout/CheckoutPage.tsx";
import { OrderPage } from "../../features/orders/OrderPage.tsx";
import { OrdersPage } from "../../features/orders/OrdersPage.tsx";
import { useSupplier } from "../supplier/use-supplier.ts";
import { orderRoute } from "./routes.tsx";

export function CheckoutRoute() {
  const navigate = useNavigate();
  return <CheckoutPage config={useSupplier().config} onPlaced={(id) => void navigate({ to: "/account/orders/$id", params: { id } })} />;
}

export function OrdersRoute() {
  return <OrdersPage chainId={useSupplier().chain.chainId} />;
}

export function OrderRoute() {
  const { id } = orderRoute.useParams();
  return <OrderPage key={id} id={id} chainId={useSupplier().chain.chainId} />;
}
