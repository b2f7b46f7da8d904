import { traceView } from "@waybill/protocol/schemas/api/trace";
import { useQueries } from "@tanstack/react-query";
import { getJson } from "../../lib/api/client.ts";
import { keys } from "../../lib/api/query-keys.ts";
import { USUAL_LEVELS, type TraceFilters } from "./model/filters.ts";

/** Subjects that one direction brings at most: more than this no screen shows. */
const MAX_NODES = 2_000;

/** The trace in the wanted directions. What was there stays while more levels are fetched. */
export function useTrace(subject: string, { direction, levels = USUAL_LEVELS }: TraceFilters) {
  return useQueries({
    queries: (direction === undefined ? (["back", "forward"] as const) : [direction]).map((way) => ({
      queryKey: keys.trace(subject, way, levels),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        getJson(`/api/trace/${way}`, traceView, {
          signal,
          query: { subject, levels, nodes: MAX_NODES, statements: "true", names: "true" },
        }),
    })),
    combine: (results) => ({
      traces: results.flatMap(({ data }) => data ?? []),
      isPending: results.some((result) => result.isPending),
      error: results.find((result) => result.isError)?.error ?? null,
      retry: () => void Promise.all(results.map((result) => result.refetch())),
    }),
  });
}
