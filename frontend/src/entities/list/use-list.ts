import { useInfiniteQuery } from "@tanstack/react-query";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { withQuery } from "../../lib/api/http.ts";
import { useShared } from "../../lib/api/shared-stream.ts";
import { keys } from "../../lib/api/query-keys.ts";
import { getOwn } from "../../lib/session/session.ts";
import type { FacetRecord, ListDefinition, ListNews } from "./definition.ts";

/** Items on a page of the screen, and of what is fetched for a file. */
const SHOWN = 50;
const FETCHED = 100;
/** Where a file ends: what is larger is for the API. */
export const MAX_SAVED = 10_000;

function pageAt<Item>(
  { path, item }: ListDefinition<Item>,
  facets: FacetRecord,
  limit: number,
  after: string | null,
  signal?: AbortSignal,
) {
  return getOwn(withQuery(path, { ...facets, limit, after }), pageOf(item), signal);
}

/** A list, page by page as it is asked for. */
export function useList<Item>(list: ListDefinition<Item>, facets: FacetRecord) {
  const { news, every = false } = list;
  // Of one name, there may be one for each warehouse.
  const queryKey = keys.list(`${list.name} ${list.path}`, facets);
  const staleFor = (one: ListNews | undefined) => (type: string) =>
    one?.of === undefined || type === "anew" || one.of.includes(type) ? [queryKey] : [];
  const [first, second] = news ?? [];
  const [isTold, isTold2] = [useShared(first?.stream ?? null, staleFor(first)), useShared(second?.stream ?? null, staleFor(second))];
  const isAllTold = first !== undefined && isTold && (second === undefined || isTold2);
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => pageAt(list, facets, SHOWN, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: isAllTold ? false : every,
  });
}

/** All that matches, to the end or to `MAX_SAVED`. */
export async function fetchAll<Item>(list: ListDefinition<Item>, facets: FacetRecord): Promise<{ items: Item[]; isWhole: boolean }> {
  const items: Item[] = [];
  let after: string | null = null;
  do {
    const page: { items: Item[]; next: string | null } = await pageAt(list, facets, FETCHED, after);
    items.push(...page.items);
    after = page.next;
  } while (after !== null && items.length < MAX_SAVED);
  return { items, isWhole: after === null };
}
