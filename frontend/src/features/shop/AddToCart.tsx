import { MAX_ORDER_LINES } from "@waybill/protocol/schemas/api/orders";
import type { Article } from "@waybill/protocol/schemas/api/catalogue";
import { useState } from "react";
import { adding } from "../../lib/cart/lines.ts";
import { useCart } from "../../lib/cart/use-cart.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";

type Said = "added" | "full" | "failed";

interface AddToCartProps {
  article: Pick<Article, "gtin" | "title" | "availability" | "isActive">;
  quantity?: number;
  /** Of the article that a page is about. */
  isMain?: true;
}

/** Puts an article into the cart, and says that it is there. */
export function AddToCart({ article: { gtin, title, availability, isActive }, quantity = 1, isMain }: AddToCartProps) {
  const t = useText();
  const { lines, isChanging, change } = useCart();
  const [said, setSaid] = useState<Said | null>(null);
  const count = lines?.find((line) => line.gtin === gtin)?.quantity ?? 0;
  const add = async () => {
    if (count === 0 && (lines?.length ?? 0) >= MAX_ORDER_LINES) return setSaid("full");
    await change(adding(gtin, quantity)).then(
      () => setSaid("added"),
      () => setSaid("failed"),
    );
  };
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button
        look={isMain ? "primary" : "secondary"}
        disabled={!isActive || availability === "sold-out" || lines === undefined}
        busy={isChanging}
        aria-label={t("shop.add.of", { title })}
        onClick={() => void add()}
      >
        <T id="shop.add" />
      </Button>
      <p role="status" className="text-sm text-muted">
        {said === "added" && count > 0 ? (
          <a className="link" href="/cart">
            <T id="shop.added" values={{ count }} />
          </a>
        ) : (
          said !== null && said !== "added" && <T id={`shop.${said}`} />
        )}
      </p>
    </div>
  );
}
