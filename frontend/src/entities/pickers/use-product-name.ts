import { useQuery } from "@tanstack/react-query";
import { readSubject } from "../../lib/subject.ts";
import { searchProducts } from "./use-master-data.ts";

/** Name of the product that a lot or serial belongs to; null while unknown, and for units. */
export function useProductName(subject: string): string | null {
  const { kind, key } = readSubject(subject);
  const { data } = useQuery({
    queryKey: ["products", key],
    enabled: kind === "lot" || kind === "serial",
    queryFn: ({ signal }) => searchProducts(key, signal),
    staleTime: 300_000,
  });
  return data?.find(({ gtin }) => gtin === key)?.name ?? null;
}
