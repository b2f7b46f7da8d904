import { statementView } from "@waybill/protocol/schemas/api/traceability";
import { useQuery } from "@tanstack/react-query";
import { getJson } from "../../lib/api/client.ts";
import { isNotFound } from "../../lib/api/errors.ts";
import { keys } from "../../lib/api/query-keys.ts";

/** Slow enough to cost nothing; the stream is quicker when it works. */
const POLL_MS = 4000;

/** One statement; null while the server does not know it. Asks again until it is final. */
export function useStatement(commitment: string) {
  return useQuery({
    queryKey: keys.statement(commitment),
    queryFn: ({ signal }) =>
      getJson(`/api/statements/${commitment}`, statementView, { signal }).catch((error: unknown) => {
        if (isNotFound(error)) return null;
        throw error;
      }),
    refetchInterval: ({ state }) => (state.data?.state === "final" ? false : POLL_MS),
  });
}
