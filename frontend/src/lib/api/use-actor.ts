import { actorView } from "@waybill/protocol/schemas/api/traceability";
import { useQuery } from "@tanstack/react-query";
import { getKept } from "../offline/kept-answers.ts";
import { isNotFound } from "./errors.ts";
import { keys } from "./query-keys.ts";

/** The organisation behind an account, without a network as last seen; null when nobody has registered it. */
export function useActor(account: string | null) {
  return useQuery({
    queryKey: keys.actor(account ?? ""),
    enabled: account !== null,
    queryFn: ({ signal }) =>
      getKept(`/api/actors/${account ?? ""}`, actorView, signal).catch((error: unknown) => {
        if (isNotFound(error)) return null;
        throw error;
      }),
    // Until the registration is on chain; the stream usually is quicker.
    refetchInterval: ({ state }) => (state.data?.registeredAt === null ? 3000 : false),
  });
}
