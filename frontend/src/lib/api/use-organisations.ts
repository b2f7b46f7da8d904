import { useQuery } from "@tanstack/react-query";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { actorView } from "@waybill/protocol/schemas/api/traceability";
import { getJson } from "./client.ts";
import { keys } from "./query-keys.ts";

/** Organisations that are registered now, for the choice of one. */
export function useOrganisations() {
  return useQuery({
    queryKey: [...keys.actors, "list"],
    queryFn: ({ signal }) => getJson("/api/actors", pageOf(actorView), { query: { limit: 100 }, signal }),
  });
}
