import { useQueries } from "@tanstack/react-query";
import { actorQuery } from "../../../lib/api/use-actor.ts";

/** Which of these accounts are organisations that are registered now. */
export function useRegistered(accounts: readonly string[]) {
  return useQueries({
    queries: accounts.map((account) => actorQuery(account)),
    combine: (answers) => {
      const failed = answers.find(({ isError }) => isError);
      const isPending = failed === undefined && answers.some((answer) => answer.isPending);
      const actors = answers.flatMap(({ data }) => (data ? [data] : []));
      const isRegistered = ({ registeredAt, revokedAt }: (typeof actors)[number]) => registeredAt !== null && revokedAt === null;
      return {
        isPending,
        error: failed?.error ?? null,
        data: failed || isPending ? undefined : new Set<string>(actors.filter(isRegistered).map(({ party }) => party.account)),
        refetch: () => answers.forEach((answer) => void answer.refetch()),
      };
    },
  });
}
