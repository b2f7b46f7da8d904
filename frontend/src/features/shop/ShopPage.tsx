import { article } from "@waybill/protocol/schemas/api/catalogue";
import { PageTitle } from "../../entities/Fetched.tsx";
import { Paged } from "../../entities/Paged.tsx";
import { useDeliveryTerms } from "../../entities/shop/use-articles.ts";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { ArticleCard } from "./ArticleCard.tsx";
import { ShopSearch } from "./ShopSearch.tsx";
import { toArticlesQuery } from "./articles-query.ts";
import type { ShopQuestion } from "./shop-question.ts";

const PAGE = 24;
/** Where nobody has said yet where the shop delivers to. */
const USUAL_CURRENCY = "EUR";

interface ShopPageProps {
  question: ShopQuestion;
  onAsk: (question: ShopQuestion) => void;
}

/** All that is sold, narrowed by what the address says. */
export function ShopPage({ question, onAsk }: ShopPageProps) {
  const t = useText();
  const currency = useDeliveryTerms().data?.[0]?.shipping[0]?.currency ?? USUAL_CURRENCY;
  const query = { ...toArticlesQuery(question, currency), limit: PAGE };
  const isNarrowed = Object.keys(question).length > 0;
  return (
    <>
      <PageTitle title={t("shop.title")}>
        <T id="shop.intro" />
      </PageTitle>
      <ShopSearch question={question} currency={currency} onAsk={onAsk} />
      <section aria-label={t("shop.articles")} className="mt-8">
        <Paged
          queryKey={keys.articles(query)}
          path="/api/articles"
          query={query}
          item={article}
          empty={<T id={isNarrowed ? "shop.none-match" : "shop.none"} />}
        >
          {(articles) => (
            <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
              {articles.map((one) => (
                <ArticleCard key={one.gtin} article={one} />
              ))}
            </ul>
          )}
        </Paged>
      </section>
    </>
  );
}
