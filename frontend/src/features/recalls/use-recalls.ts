import { recallSimulation, recallSummary, recallView } from "@waybill/protocol/schemas/api/recalls";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import type { Subject } from "@waybill/protocol/schemas/primitives";
import { useQuery } from "@tanstack/react-query";
import { getJson } from "../../lib/api/client.ts";
import { keys } from "../../lib/api/query-keys.ts";
import { simulateAll } from "./model/simulate-all.ts";

/** The stream is quicker when it works; deadlines pass without any message. */
const POLL_MILLISECONDS = 15_000;

const recalls = pageOf(recallSummary);

/** As many as a page can hold: of all these it is told how many still ask. */
const LOOKED_AT = 100;

/** How many open recalls wait for the answer of an account; 0 while that is unknown. */
export function useRecallsAsking(account: string | null): { count: number; hasMore: boolean } {
  const query = { holder: account ?? "", state: "open", limit: LOOKED_AT };
  const { data } = useQuery({
    queryKey: [...keys.recalls, query, "first"],
    enabled: account !== null,
    queryFn: ({ signal }) => getJson("/api/recalls", recalls, { query, signal }),
    refetchInterval: POLL_MILLISECONDS,
  });
  const asking = data?.items.filter(({ asked }) => asked?.state === "waiting" || asked?.state === "overdue") ?? [];
  return { count: asking.length, hasMore: (data?.next ?? null) !== null };
}

/** Whom a recall of these lots, serials and units, or of all that an event is about, would reach other than its author. Stores nothing. */
export function useSimulation(subjects: readonly string[], author: string | null, event?: string) {
  return useQuery({
    queryKey: keys.simulation(event === undefined ? subjects : [event], author),
    enabled: subjects.length > 0,
    queryFn: ({ signal }) => {
      const simulate = (of: { subject: string } | { event: string }) =>
        getJson("/api/recalls/simulation", recallSimulation, { query: { ...of, ...(author !== null && { author }) }, signal });
      return event === undefined ? simulateAll(subjects as readonly Subject[], (subject) => simulate({ subject })) : simulate({ event });
    },
  });
}

/** One recall, asked for again while it is open. */
export function useRecall(notice: string) {
  return useQuery({
    queryKey: keys.recall(notice),
    queryFn: ({ signal }) => getJson(`/api/recalls/${notice}`, recallView, { signal }),
    refetchInterval: ({ state }) => (state.data?.state === "ended" ? false : POLL_MILLISECONDS),
  });
}
