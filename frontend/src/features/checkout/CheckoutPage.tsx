import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { PageTitle } from "../../entities/Fetched.tsx";
import { SignedIn } from "../../entities/session/SignedIn.tsx";
import { useArticles, useDeliveryTerms } from "../../entities/shop/use-articles.ts";
import { useCart } from "../../lib/cart/use-cart.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { ButtonLink } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Skeleton } from "../../ui/Progress.tsx";
import { CheckoutForm } from "./CheckoutForm.tsx";
import { priceCart } from "./price-cart.ts";

interface CheckoutPageProps {
  config: PublicConfig;
  onPlaced: (id: string) => void;
}

/** From a cart to an order: who, where to, how it is paid, and what it costs in all. */
export function CheckoutPage({ config, onPlaced }: CheckoutPageProps) {
  const t = useText();
  return (
    <>
      <PageTitle title={t("shop.checkout")} />
      <SignedIn chainId={config.chain.id} why={<T id="shop.checkout.why" />} isForAnybody>
        {() =>
          // A server in production has no sandbox, and this one knows of no other provider.
          config.mode === "production" ? (
            <Callout tone="unknown" title={<T id="shop.checkout.no-provider" />} />
          ) : (
            <Cart onPlaced={onPlaced} />
          )
        }
      </SignedIn>
    </>
  );
}

function Cart({ onPlaced }: Pick<CheckoutPageProps, "onPlaced">) {
  const t = useText();
  const { lines, error: cartError, retry } = useCart();
  const articles = useArticles((lines ?? []).map(({ gtin }) => gtin));
  const terms = useDeliveryTerms();
  const error = cartError ?? articles.error ?? terms.error;
  if (lines?.length === 0)
    return (
      <div className="space-y-4">
        <p className="text-muted">
          <T id="shop.cart.empty" />
        </p>
        <ButtonLink look="primary" href="/shop">
          <T id="shop.cart.browse" />
        </ButtonLink>
      </div>
    );
  if (lines === undefined || articles.data === undefined || terms.data === undefined)
    return error === null || error === undefined ? (
      <Skeleton lines={6} label={t("app.loading")} />
    ) : (
      <LoadFailure
        error={error}
        onRetry={() => {
          retry();
          void articles.refetch();
          void terms.refetch();
        }}
      />
    );
  const priced = priceCart(lines, articles.data);
  if (priced === null)
    return (
      <Callout tone="unknown" title={<T id="shop.checkout.not-orderable" />}>
        <a className="link" href="/cart">
          <T id="shop.checkout.to-cart" />
        </a>
      </Callout>
    );
  return <CheckoutForm cart={priced} terms={terms.data} onPlaced={onPlaced} onPriceChanged={() => void articles.refetch()} />;
}
