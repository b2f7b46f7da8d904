import { senderView } from "@waybill/protocol/schemas/api/chain-status";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { useQuery } from "@tanstack/react-query";
import { getJson } from "../../../lib/api/client.ts";
import { keys } from "../../../lib/api/query-keys.ts";

const answer = pageOf(senderView);

/** The accounts that this installation sends from. */
export function useSenders() {
  return useQuery({
    queryKey: keys.senders,
    queryFn: ({ signal }) => getJson("/api/chain/senders", answer, { signal }),
    select: ({ items }): ReadonlySet<string> => new Set(items.map(({ address }) => address)),
  });
}
