import { article, deliveryTerms } from "@waybill/protocol/schemas/api/catalogue";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getJson } from "../../lib/api/client.ts";
import { keys } from "../../lib/api/query-keys.ts";

const articles = pageOf(article);
const terms = pageOf(deliveryTerms);

/** The articles of these GTINs, for sale or not any more. What a cart shows stays while it changes. */
export function useArticles(gtins: readonly string[]) {
  const named = [...gtins].sort().join(",");
  return useQuery({
    queryKey: keys.articles({ gtins: named }),
    enabled: gtins.length > 0,
    queryFn: async ({ signal }) => {
      const { items } = await getJson("/api/articles", articles, { query: { gtins: named, isActive: "any", limit: 100 }, signal });
      return new Map(items.map((one) => [one.gtin, one]));
    },
    placeholderData: keepPreviousData,
  });
}

/** Where the shop delivers to, for how much, and with which taxes. */
export function useDeliveryTerms() {
  return useQuery({
    queryKey: keys.deliveryTerms,
    queryFn: async ({ signal }) => (await getJson("/api/delivery-terms", terms, { signal })).items,
  });
}
