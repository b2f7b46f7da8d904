import { pageOf } from "@waybill/protocol/schemas/api/system";
import { product, searchHit } from "@waybill/protocol/schemas/api/traceability";
import { useQuery } from "@tanstack/react-query";
import { getJson } from "../../lib/api/client.ts";
import { keys } from "../../lib/api/query-keys.ts";
import { readSubject } from "../../lib/subject.ts";

const products = pageOf(product);
const hits = pageOf(searchHit);

export interface Origin {
  /** Somebody has described the product. */
  isKnown: boolean;
  /** Digital Links of lots that somebody reported. */
  lots: string[];
}

/** What is known of the goods behind an article; undefined until it is known, and where nobody reported anything. */
export function useOrigin(gtin: string): Origin | undefined {
  const { data } = useQuery({ queryKey: keys.origin(gtin), queryFn: ({ signal }) => findOrigin(gtin, signal), staleTime: 60_000 });
  return data !== undefined && (data.isKnown || data.lots.length > 0) ? data : undefined;
}

async function findOrigin(gtin: string, signal: AbortSignal): Promise<Origin> {
  const [known, found] = await Promise.all([
    getJson("/api/products", products, { query: { q: gtin }, signal }),
    getJson("/api/search", hits, { query: { q: gtin }, signal }),
  ]);
  return {
    isKnown: known.items.some((one) => one.gtin === gtin),
    lots: found.items.flatMap(({ kind, value }) => (kind === "subject" && readSubject(value).key === gtin ? [value] : [])),
  };
}
