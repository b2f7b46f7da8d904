import { queryOptions, useQueries, useQuery } from "@tanstack/react-query";
import { readSubject } from "../../lib/subject.ts";
import { searchPlaces, searchProducts } from "./use-master-data.ts";

/** Names change rarely, and a screen asks for the same ones again and again. */
const FRESH_MILLISECONDS = 300_000;

function productQuery(gtin: string) {
  return queryOptions({
    queryKey: ["products", gtin],
    queryFn: ({ signal }) => searchProducts(gtin, signal),
    staleTime: FRESH_MILLISECONDS,
  });
}

function placeQuery(gln: string) {
  return queryOptions({ queryKey: ["places", gln], queryFn: ({ signal }) => searchPlaces(gln, signal), staleTime: FRESH_MILLISECONDS });
}

/** GTIN of a lot or serial; null for everything else. */
export function gtinOf(subject: string): string | null {
  const { kind, key } = readSubject(subject);
  return kind === "lot" || kind === "serial" ? key : null;
}

/** Name of the product that a lot or serial belongs to; null while unknown, and for units. */
export function useProductName(subject: string): string | null {
  const gtin = gtinOf(subject);
  const { data } = useQuery({ ...productQuery(gtin ?? ""), enabled: gtin !== null });
  return data?.find((product) => product.gtin === gtin)?.name ?? null;
}

/** Names of products by GTIN and of places by GLN, as master data has them: those that are known so far. */
export function useNames(gtins: readonly string[], glns: readonly string[]): ReadonlyMap<string, string> {
  const products = useQueries({ queries: gtins.map(productQuery) });
  const places = useQueries({ queries: glns.map(placeQuery) });
  const named = [
    ...products.flatMap(({ data = [] }) => data.map(({ gtin, name }) => [gtin, name] as const)),
    ...places.flatMap(({ data = [] }) => data.map(({ gln, name }) => [gln, name] as const)),
  ];
  return new Map(named.flatMap(([key, name]) => (name === null ? [] : [[key, name]])));
}
