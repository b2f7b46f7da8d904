import { pageOf } from "@waybill/protocol/schemas/api/system";
import { statementView } from "@waybill/protocol/schemas/api/traceability";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getJson } from "../../lib/api/client.ts";
import { keys } from "../../lib/api/query-keys.ts";

/** Everything that an account has stated here, newest first, in pages. */
export function useStatementsOf(account: string) {
  return useInfiniteQuery({
    queryKey: [...keys.statements, account],
    queryFn: ({ signal, pageParam }) =>
      getJson("/api/statements", pageOf(statementView), { query: { account, after: pageParam, limit: 20 }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}
