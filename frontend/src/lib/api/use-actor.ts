import { actorView } from "@waybill/protocol/schemas/api/traceability";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { getKept } from "../offline/kept-answers.ts";
import { isNotFound } from "./errors.ts";
import { keys } from "./query-keys.ts";

/** What is known of an account, without a network as last seen; null when nobody has registered it. */
export function actorQuery(account: string) {
  return queryOptions({
    queryKey: keys.actor(account),
    queryFn: ({ signal }) =>
      getKept(`/api/actors/${account}`, actorView, signal).catch((error: unknown) => {
        if (isNotFound(error)) return null;
        throw error;
      }),
    // Until the registration is on chain; the stream usually is quicker.
    refetchInterval: ({ state }) => (state.data?.registeredAt === null ? 3000 : false),
  });
}

/** The organisation behind an account; see `actorQuery`. */
export function useActor(account: string | null) {
  return useQuery({ ...actorQuery(account ?? ""), enabled: account !== null });
}
