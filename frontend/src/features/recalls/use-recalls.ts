import { recallSimulation, recallView } from "@waybill/protocol/schemas/api/recalls";
import { useQuery } from "@tanstack/react-query";
import { getJson } from "../../lib/api/client.ts";
import { keys } from "../../lib/api/query-keys.ts";

/** The stream is quicker when it works; deadlines pass without any message. */
const POLL_MILLISECONDS = 15_000;

/** Whom a recall of a subject would reach, other than its author. Nothing is stored by asking. */
export function useSimulation(subject: string, author: string | null) {
  return useQuery({
    queryKey: keys.simulation(subject, author),
    enabled: subject !== "",
    queryFn: ({ signal }) =>
      getJson("/api/recalls/simulation", recallSimulation, { query: { subject, ...(author !== null && { author }) }, signal }),
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
