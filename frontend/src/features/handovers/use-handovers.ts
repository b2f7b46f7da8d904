import { contentItem, handoverView, type ContentItem } from "@waybill/protocol/schemas/api/custody";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { custodyView, journeyView } from "@waybill/protocol/schemas/api/traceability";
import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { getJson } from "../../lib/api/client.ts";
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

/** Units that an account holds now. */
export function useHeldUnits(account: string | null) {
  return useQuery({
    queryKey: ["unit", "held-by", account],
    enabled: account !== null,
    queryFn: ({ signal }) => getJson("/api/custody/units", pageOf(custodyView), { query: { holder: account }, signal }),
    select: ({ items }) => items.filter(({ status }) => status === "open"),
  });
}

const unitContents = z.object({ contents: z.object({ items: z.array(contentItem) }).nullable() });

/** What is known to be inside a unit: the list that was signed last, or else what others have reported. */
export function useKnownContents(subject: string, unit: string | null) {
  return useQuery({
    queryKey: ["unit", "contents", subject, unit],
    enabled: subject !== "",
    queryFn: async ({ signal }): Promise<readonly ContentItem[]> => {
      const signed =
        unit === null ? null : await getJson(`/api/custody/units/${unit}/contents`, unitContents, { signal }).catch(() => null);
      if (signed?.contents) return signed.contents.items;
      const { related } = await getJson("/api/journeys", journeyView, { query: { subject }, signal });
      const inside = related.filter(({ relation }) => relation === "contains");
      return inside.map((item) => ({ subject: item.subject, quantity: null, uom: null }));
    },
  });
}
