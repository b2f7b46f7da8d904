import { pageOf } from "@waybill/protocol/schemas/api/system";
import { product } from "@waybill/protocol/schemas/api/traceability";
import { useQuery } from "@tanstack/react-query";
import { getJson } from "../../lib/api/client.ts";
import { readSubject } from "../../lib/subject.ts";

/** Name of the product that a lot or serial belongs to; null while unknown, and for units. */
export function useProductName(subject: string): string | null {
  const { kind, key } = readSubject(subject);
  const { data } = useQuery({
    queryKey: ["products", key],
    enabled: kind === "lot" || kind === "serial",
    queryFn: ({ signal }) => getJson("/api/products", pageOf(product), { query: { q: key }, signal }),
    staleTime: 300_000,
  });
  return data?.items.find(({ gtin }) => gtin === key)?.name ?? null;
}
