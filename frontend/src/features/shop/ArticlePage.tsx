import { article, type Article } from "@waybill/protocol/schemas/api/catalogue";
import { useState } from "react";
import { Fetched, PageTitle } from "../../entities/Fetched.tsx";
import { Picture } from "../../entities/shop/Picture.tsx";
import { Price } from "../../entities/shop/Price.tsx";
import { QuantityField } from "../../entities/shop/QuantityField.tsx";
import { StockWord } from "../../entities/shop/StockWord.tsx";
import { keys } from "../../lib/api/query-keys.ts";
import { T } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Fact, Facts } from "../../ui/Card.tsx";
import { AddToCart } from "./AddToCart.tsx";
import { Origin } from "./Origin.tsx";

/** One article: what it is, what it costs, whether there are any, and where it comes from. */
export function ArticlePage({ gtin }: { gtin: string }) {
  return (
    <Fetched
      queryKey={keys.article(gtin)}
      path={`/api/articles/${encodeURIComponent(gtin)}`}
      schema={article}
      missing={<T id="shop.missing" />}
      every={60_000}
    >
      {(one) => <Details article={one} />}
    </Fetched>
  );
}

function Details({ article }: { article: Article }) {
  const [quantity, setQuantity] = useState(1);
  const { gtin, title, description, kind, price, availability, isActive } = article;
  return (
    <>
      <PageTitle
        title={title}
        eyebrow={
          <a className="link" href="/shop">
            <T id="nav.shop" />
          </a>
        }
      />
      <div className="grid gap-8 lg:grid-cols-2">
        <Picture article={article} className="h-40 w-full" />
        <div className="space-y-5">
          {isActive ? (
            <>
              <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
                <Price money={price} className="text-3xl font-semibold tabular-nums" />
                <span className="text-muted">
                  <T id="shop.price.taxed" />
                </span>
              </div>
              <StockWord availability={availability} />
              <div className="flex flex-wrap items-start gap-4">
                <QuantityField title={title} quantity={quantity} onChange={setQuantity} />
                <AddToCart article={article} quantity={quantity} isMain />
              </div>
            </>
          ) : (
            <Callout tone="neutral" title={<T id="shop.not-for-sale" />} />
          )}
          {description !== null && <p className="whitespace-pre-line">{description}</p>}
          <Facts>
            <Fact name={<T id="shop.kind" />}>
              <T id={`shop.kind.${kind}`} />
            </Fact>
            <Fact name="GTIN">
              <span className="font-mono">{gtin}</span>
            </Fact>
          </Facts>
        </div>
      </div>
      <Origin gtin={gtin} />
    </>
  );
}
