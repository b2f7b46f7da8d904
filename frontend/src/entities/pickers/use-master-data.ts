import { pageOf } from "@waybill/protocol/schemas/api/system";
import { place, product, type Place, type Product } from "@waybill/protocol/schemas/api/traceability";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getJson } from "../../lib/api/client.ts";

/** Products whose name or number fits what was typed. */
export function useProductSearch(typed: string): { products: readonly Product[]; isSearching: boolean } {
  const q = typed.trim();
  const { data, isFetching } = useQuery({
    queryKey: ["products", q],
    queryFn: ({ signal }) => getJson("/api/products", pageOf(product), { query: { q }, signal }),
    placeholderData: keepPreviousData,
  });
  return { products: data?.items ?? [], isSearching: isFetching };
}

/** Places whose name or number fits what was typed. */
export function usePlaceSearch(typed: string): { places: readonly Place[]; isSearching: boolean } {
  const q = typed.trim();
  const { data, isFetching } = useQuery({
    queryKey: ["places", q],
    queryFn: ({ signal }) => getJson("/api/places", pageOf(place), { query: { q }, signal }),
    placeholderData: keepPreviousData,
  });
  return { places: data?.items ?? [], isSearching: isFetching };
}
