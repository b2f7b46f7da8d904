import { useQuery } from "@tanstack/react-query";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { custodyView } from "@waybill/protocol/schemas/api/traceability";
import { getJson } from "./client.ts";
import { isNotFound } from "./errors.ts";

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
