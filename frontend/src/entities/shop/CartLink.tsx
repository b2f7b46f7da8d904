import { ShoppingBasket } from "lucide-react";
import { piecesIn } from "../../lib/cart/lines.ts";
import { useCart } from "../../lib/cart/use-cart.ts";
import { useText } from "../../lib/i18n/text.tsx";
import { ButtonLink } from "../../ui/Button.tsx";

/** The way to the cart, with how many pieces are in it. */
export function CartLink({ isCurrent }: { isCurrent: boolean }) {
  const count = piecesIn(useCart().lines ?? []);
  const label = useText()("shop.cart.link", { count });
  return (
    <ButtonLink
      href="/cart"
      look="quiet"
      size="small"
      aria-label={label}
      title={label}
      aria-current={isCurrent ? "page" : undefined}
      className="min-h-9 aria-[current=page]:bg-sunken"
    >
      <ShoppingBasket aria-hidden />
      <span aria-hidden className="tabular-nums">
        {count}
      </span>
    </ButtonLink>
  );
}
