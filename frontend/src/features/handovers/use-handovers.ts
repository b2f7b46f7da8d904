import { handoverView } from "@waybill/protocol/schemas/api/custody";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { actorView, custodyView, journeyView } from "@waybill/protocol/schemas/api/traceability";
import { useQuery } from "@tanstack/react-query";
import { getJson } from "../../lib/api/client.ts";
import { isNotFound } from "../../lib/api/errors.ts";
import { keys } from "../../lib/api/query-keys.ts";

/** Slow enough to cost nothing; the stream is quicker when it works. */
const POLL_MS = 5000;
const UNDERWAY = ["offered", "accepted", "sent", "included"];

/** Handovers from or to an account, newest first. */
export function useHandovers(account: string | null) {
  return useQuery({
    queryKey: [...keys.handovers, "of", account],
    enabled: account !== null,
    queryFn: ({ signal }) => getJson("/api/custody/handovers", pageOf(handoverView), { query: { account }, signal }),
    refetchInterval: 15_000,
  });
}

/** One handover, asked for again until nothing can happen to it any more. */
export function useHandover(id: string) {
  return useQuery({
    queryKey: keys.handover(id),
    queryFn: ({ signal }) => getJson(`/api/custody/handovers/${encodeURIComponent(id)}`, handoverView, { signal }),
    refetchInterval: ({ state }) => (state.data !== undefined && !UNDERWAY.includes(state.data.state) ? false : POLL_MS),
  });
}

/** Custody of a unit by its SSCC; null when nobody has opened it. */
export function useCustodyOf(subject: string) {
  return useQuery({
    queryKey: ["unit", "of", subject],
    enabled: subject !== "",
    queryFn: ({ signal }) =>
      getJson("/api/custody/units", pageOf(custodyView), { query: { subject }, signal }).then(
        ({ items }) => items.find(({ status }) => status === "open") ?? items[0] ?? null,
        (error: unknown) => {
          if (isNotFound(error)) return null;
          throw error;
        },
      ),
    refetchInterval: 3000,
  });
}

/** Organisations that are registered now, for the choice of a receiver. */
export function useOrganisations() {
  return useQuery({
    queryKey: [...keys.actors, "list"],
    queryFn: ({ signal }) => getJson("/api/actors", pageOf(actorView), { query: { limit: 100 }, signal }),
  });
}

/** What others have reported to be inside a unit. */
export function useReportedContents(subject: string) {
  return useQuery({
    queryKey: ["journey", subject],
    enabled: subject !== "",
    queryFn: ({ signal }) => getJson("/api/journeys", journeyView, { query: { subject }, signal }),
    select: (journey) => journey.related.filter(({ relation }) => relation === "contains").map((related) => related.subject),
  });
}
