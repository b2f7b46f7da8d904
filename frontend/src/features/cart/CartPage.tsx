import type { Article, Money } from "@waybill/protocol/schemas/api/catalogue";
import type { CartLine } from "@waybill/protocol/schemas/api/cart";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { PageTitle } from "../../entities/Fetched.tsx";
import { Picture } from "../../entities/shop/Picture.tsx";
import { Price } from "../../entities/shop/Price.tsx";
import { QuantityField } from "../../entities/shop/QuantityField.tsx";
import { StockWord } from "../../entities/shop/StockWord.tsx";
import { useArticles } from "../../entities/shop/use-articles.ts";
import { setting } from "../../lib/cart/lines.ts";
import { useCart, type CartInHand } from "../../lib/cart/use-cart.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Skeleton } from "../../ui/Progress.tsx";

/** What somebody means to buy; on all of its devices once it has signed in. */
export function CartPage() {
  const t = useText();
  const cart = useCart();
  const { lines, error, retry } = cart;
  return (
    <>
      <PageTitle title={t("shop.cart")} />
      {error !== null && error !== undefined && (
        <div className="mb-6">
          <LoadFailure error={error} onRetry={retry} />
        </div>
      )}
      {lines === undefined && (error === null || error === undefined) && <Skeleton lines={5} label={t("app.loading")} />}
      {lines?.length === 0 && (
        <div className="space-y-4">
          <p className="text-muted">
            <T id="shop.cart.empty" />
          </p>
          <ButtonLink look="primary" href="/shop">
            <T id="shop.cart.browse" />
          </ButtonLink>
        </div>
      )}
      {lines !== undefined && lines.length > 0 && <Lines lines={lines} cart={cart} />}
    </>
  );
}

function Lines({ lines, cart: { change } }: { lines: readonly CartLine[]; cart: CartInHand }) {
  const t = useText();
  const { data: articles, error, refetch } = useArticles(lines.map(({ gtin }) => gtin));
  if (articles === undefined)
    return error === null ? <Skeleton lines={5} label={t("app.loading")} /> : <LoadFailure error={error} onRetry={() => void refetch()} />;
  const set = (gtin: string, quantity: number) => void change(setting(gtin, quantity)).catch(() => undefined);
  const sums = sumsOf(lines, articles);
  const isOrderable = lines.every(({ gtin }) => articles.get(gtin)?.isActive) && sums.length === 1;
  return (
    <div className="space-y-6">
      <ul className="divide-y divide-line border-y border-line">
        {lines.map(({ gtin, quantity }) => (
          <Line key={gtin} gtin={gtin} quantity={quantity} article={articles.get(gtin)} onSet={set} />
        ))}
      </ul>
      {sums.map((sum) => (
        <p key={sum.currency} className="flex flex-wrap items-baseline justify-between gap-3 text-xl font-semibold">
          <T id="shop.cart.sum" />
          <Price money={sum} className="tabular-nums" />
        </p>
      ))}
      <p className="text-muted">
        <T id="shop.cart.before" />
      </p>
      {sums.length > 1 && <Callout tone="unknown" title={<T id="shop.cart.mixed" />} />}
      {!lines.every(({ gtin }) => articles.get(gtin)?.isActive) && <Callout tone="unknown" title={<T id="shop.cart.gone" />} />}
      <div className="flex flex-wrap gap-3">
        {isOrderable && (
          <ButtonLink look="primary" size="large" href="/checkout">
            <T id="shop.cart.checkout" />
          </ButtonLink>
        )}
        <ButtonLink size="large" look="quiet" href="/shop">
          <T id="shop.cart.browse" />
        </ButtonLink>
      </div>
    </div>
  );
}

interface LineProps extends CartLine {
  article: Article | undefined;
  onSet: (gtin: string, quantity: number) => void;
}

function Line({ gtin, quantity, article, onSet }: LineProps) {
  const t = useText();
  const title = article?.title ?? gtin;
  return (
    <li className="flex flex-wrap items-center gap-x-5 gap-y-3 py-4">
      {article !== undefined && <Picture article={article} className="size-16 shrink-0" />}
      <div className="min-w-40 flex-1">
        <a className="link font-medium" href={`/shop/${gtin}`}>
          {title}
        </a>
        <div className="mt-0.5">
          {article?.isActive ? (
            <StockWord availability={article.availability} />
          ) : (
            <span className="text-sm text-fail">
              <T id="shop.not-for-sale" />
            </span>
          )}
        </div>
      </div>
      <QuantityField title={title} quantity={quantity} onChange={(next) => onSet(gtin, next)} />
      {article !== undefined && (
        <Price
          money={{ ...article.price, minor: article.price.minor * quantity }}
          className="min-w-20 text-right font-medium tabular-nums"
        />
      )}
      <Button look="quiet" size="small" aria-label={t("shop.cart.remove.of", { title })} onClick={() => onSet(gtin, 0)}>
        <T id="shop.cart.remove" />
      </Button>
    </li>
  );
}

/** What all of it costs, by currency. */
function sumsOf(lines: readonly CartLine[], articles: ReadonlyMap<string, Article>): Money[] {
  const sums = new Map<string, number>();
  for (const { gtin, quantity } of lines) {
    const price = articles.get(gtin)?.price;
    if (price !== undefined) sums.set(price.currency, (sums.get(price.currency) ?? 0) + price.minor * quantity);
  }
  return [...sums].map(([currency, minor]) => ({ minor, currency }));
}
