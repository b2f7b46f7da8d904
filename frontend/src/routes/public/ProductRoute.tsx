import { useLocation } from "@tanstack/react-router";
import { ProductPage } from "./ProductPage.tsx";

export function ProductRoute() {
  const { pathname } = useLocation();
  return <ProductPage key={pathname} path={pathname} />;
}
