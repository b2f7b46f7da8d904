import type { Article } from "@waybill/protocol/schemas/api/catalogue";
import { Picture } from "../../entities/shop/Picture.tsx";
import { Price } from "../../entities/shop/Price.tsx";
import { StockWord } from "../../entities/shop/StockWord.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { Card } from "../../ui/Card.tsx";
import { AddToCart } from "./AddToCart.tsx";

/** One article among others. */
export function ArticleCard({ article }: { article: Article }) {
  return (
    <li className="flex">
      <Card className="flex w-full flex-col gap-3">
        <div className="flex items-start gap-3">
          <Picture article={article} className="size-20 shrink-0" />
          <div className="min-w-0 flex-1">
            <p className="eyebrow">
              <T id={`shop.kind.${article.kind}`} />
            </p>
            <h2 className="text-xl">
              <a className="link" href={`/shop/${article.gtin}`}>
                {article.title}
              </a>
            </h2>
          </div>
        </div>
        <div className="mt-auto flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <Price money={article.price} className="text-lg font-semibold tabular-nums" />
          <StockWord availability={article.availability} />
        </div>
        <AddToCart article={article} />
      </Card>
    </li>
  );
}
