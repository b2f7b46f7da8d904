import { ArticlePage } from "../../features/shop/ArticlePage.tsx";
import { ShopPage } from "../../features/shop/ShopPage.tsx";
import { articleRoute, shopRoute } from "./routes.tsx";

export { CartPage as CartRoute } from "../../features/cart/CartPage.tsx";

export function ShopRoute() {
  const navigate = shopRoute.useNavigate();
  return <ShopPage question={shopRoute.useSearch()} onAsk={(search) => void navigate({ search, resetScroll: false })} />;
}

export function ArticleRoute() {
  const { gtin } = articleRoute.useParams();
  return <ArticlePage key={gtin} gtin={gtin} />;
}
