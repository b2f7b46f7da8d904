import { place, product, type Place, type Product } from "@waybill/protocol/schemas/api/traceability";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { createSearch } from "../../lib/offline/recent-search.ts";

export const searchProducts = createSearch("/api/products", product, ({ gtin, name }) => [gtin, name]);
export const searchPlaces = createSearch("/api/places", place, ({ gln, name }) => [gln, name]);

/** Products whose name or number fits what was typed; without a network, of those seen before. */
export function useProductSearch(typed: string): { products: readonly Product[]; isSearching: boolean } {
  const q = typed.trim();
  const { data, isFetching } = useQuery({
    queryKey: ["products", q],
    queryFn: ({ signal }) => searchProducts(q, signal),
    placeholderData: keepPreviousData,
  });
  return { products: data ?? [], isSearching: isFetching };
}

/** Places whose name or number fits what was typed; without a network, of those seen before. */
export function usePlaceSearch(typed: string): { places: readonly Place[]; isSearching: boolean } {
  const q = typed.trim();
  const { data, isFetching } = useQuery({
    queryKey: ["places", q],
    queryFn: ({ signal }) => searchPlaces(q, signal),
    placeholderData: keepPreviousData,
  });
  return { places: data ?? [], isSearching: isFetching };
}
