import { queryOptions, useQueries, useQuery } from "@tanstack/react-query";
import { factorTableSummary, factorTableView, footprintView } from "@waybill/protocol/schemas/api/carbon";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { getJson } from "../../lib/api/client.ts";
import { keys } from "../../lib/api/query-keys.ts";

/** How long an anchor that may still change is taken as it was. */
const UNSETTLED_MILLISECONDS = 15_000;

/** The footprint of goods as it is now, or one that is kept, by its hash. */
export function useFootprint(subject: string, kept: string | undefined) {
  return useQuery({
    queryKey: keys.footprint(subject, kept),
    queryFn: ({ signal }) =>
      kept === undefined
        ? getJson("/api/footprints/current", footprintView, { signal, query: { subject } })
        : getJson(`/api/footprints/${kept}`, footprintView, { signal }),
  });
}

/** Factor tables by their hashes. They never change, so each is fetched once; again only while its anchor is not final. */
export function useFactorTables(hashes: readonly string[]) {
  return useQueries({
    queries: hashes.map((hash) =>
      queryOptions({
        queryKey: keys.factorTable(hash),
        queryFn: ({ signal }) => getJson(`/api/factor-tables/${hash}`, factorTableView, { signal }),
        staleTime: ({ state }) => (state.data?.state === "final" ? Infinity : UNSETTLED_MILLISECONDS),
      }),
    ),
    combine: (results) => ({
      tables: results.flatMap(({ data }) => data ?? []),
      isWhole: results.every(({ data }) => data !== undefined),
      error: results.find(({ isError }) => isError)?.error ?? null,
      retry: () => void Promise.all(results.map((result) => result.refetch())),
    }),
  });
}

/** As many as one looks through to choose from. */
const OFFERED_TABLES = 100;

/** The factor tables that there are, the newest first. */
export function useOfferedTables() {
  return useQuery({
    queryKey: keys.factorTable("offered"),
    queryFn: ({ signal }) => getJson("/api/factor-tables", pageOf(factorTableSummary), { signal, query: { limit: OFFERED_TABLES } }),
    select: ({ items }) => items,
  });
}
