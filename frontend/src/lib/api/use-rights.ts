import { carbonRights } from "@waybill/protocol/schemas/api/credits";
import { useQuery } from "@tanstack/react-query";
import { getJson } from "./client.ts";
import { keys } from "./query-keys.ts";

/** What the permission table on chain lets an account do with grams. Asked only where there is an account. */
export function useRights(account: string | null) {
  return useQuery({
    queryKey: keys.rights(account ?? ""),
    enabled: account !== null,
    queryFn: ({ signal }) => getJson(`/api/carbon/accounts/${account ?? ""}/rights`, carbonRights, { signal }),
  });
}
