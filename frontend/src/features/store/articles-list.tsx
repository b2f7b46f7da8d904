import { article, articleKind, type Article } from "@waybill/protocol/schemas/api/catalogue";
import type { ListDefinition } from "../../entities/list/definition.ts";
import { Price } from "../../entities/shop/Price.tsx";
import { StockWord } from "../../entities/shop/StockWord.tsx";
import { RelativeTime } from "../../entities/Times.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { doOwn, sendOwn } from "../../lib/session/session.ts";
import { ArticleDetails } from "./ArticleDetails.tsx";

const pathOf = ({ gtin }: Article) => `/api/articles/${gtin}`;

/** Everything that is or was sold. */
export const ARTICLES: ListDefinition<Article> = {
  name: "articles",
  title: "store.articles",
  path: "/api/articles",
  item: article,
  keyOf: ({ gtin }) => gtin,
  nameOf: ({ title }) => title,
  columns: [
    {
      id: "gtin",
      head: "store.article.gtin",
      cell: ({ gtin }) => (
        <a className="link font-mono text-sm" href={`/shop/${gtin}`}>
          {gtin}
        </a>
      ),
      csv: ({ gtin }) => gtin,
    },
    { id: "title", head: "store.article.title", cell: ({ title }) => title, csv: ({ title }) => title },
    { id: "kind", head: "shop.kind", cell: ({ kind }) => <T id={`shop.kind.${kind}`} />, csv: ({ kind }) => kind },
    {
      id: "price",
      head: "store.article.price",
      cell: ({ price }) => <Price money={price} className="tabular-nums" />,
      csv: ({ price }) => `${price.minor} ${price.currency}`,
    },
    {
      id: "stock",
      head: "store.article.state",
      cell: ({ isActive, availability }) => (isActive ? <StockWord availability={availability} /> : <T id="shop.not-for-sale" />),
      csv: ({ isActive, availability }) => (isActive ? availability : "not for sale"),
    },
    {
      id: "updated",
      head: "store.article.updated",
      cell: ({ updatedAt }) => <RelativeTime time={updatedAt} />,
      csv: ({ updatedAt }) => updatedAt,
    },
  ],
  facets: [
    { kind: "text", name: "q", label: "shop.search.label" },
    {
      kind: "choice",
      name: "kind",
      label: "shop.kind",
      options: articleKind.options.map((value) => ({ value, label: `shop.kind.${value}` as const })),
    },
    {
      kind: "choice",
      name: "isActive",
      label: "store.article.state",
      options: [
        { value: "true", label: "store.articles.for-sale" },
        { value: "false", label: "shop.not-for-sale" },
        { value: "any", label: "store.articles.both" },
      ],
    },
  ],
  empty: "store.articles.none",
  acts: [
    {
      id: "withdraw",
      act: "articles:withdraw",
      label: "store.articles.withdraw",
      question: "store.articles.withdraw.question",
      done: "store.articles.withdraw.done",
      appliesTo: ({ isActive }) => isActive,
      reach: () => <T id="store.articles.withdraw.reach" />,
      perform: (one, _, key) => doOwn("DELETE", pathOf(one), key),
      isDangerous: true,
    },
    {
      id: "offer",
      act: "articles:describe",
      label: "store.articles.offer",
      question: "store.articles.offer.question",
      done: "store.articles.offer.done",
      appliesTo: ({ isActive }) => !isActive,
      reach: () => <T id="store.articles.offer.reach" />,
      perform: (one, _, idempotencyKey) => {
        const { title, kind, price, taxClass, version } = one;
        const body = { title, kind, price, taxClass, isActive: true };
        return sendOwn(pathOf(one), article, { method: "PUT", body, version, idempotencyKey });
      },
    },
  ],
  details: (one) => <ArticleDetails key={one.version} article={one} />,
};
