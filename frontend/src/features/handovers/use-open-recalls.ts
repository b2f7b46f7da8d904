import { recallSummary, type RecallSummary } from "@waybill/protocol/schemas/api/recalls";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { useQueries } from "@tanstack/react-query";
import { getJson } from "../../lib/api/client.ts";
import { keys } from "../../lib/api/query-keys.ts";

const recalls = pageOf(recallSummary);

/** Open recalls that name any of these lots, serials and units; `isUnsure` when that could not be asked for all of them. */
export function useOpenRecalls(subjects: readonly string[]): { recalled: { subject: string; recall: RecallSummary }[]; isUnsure: boolean } {
  const all = [...new Set(subjects)];
  const answers = useQueries({
    queries: all.map((about) => ({
      queryKey: [...keys.recalls, { about, state: "open" }, "first"],
      queryFn: ({ signal }: { signal: AbortSignal }) => getJson("/api/recalls", recalls, { query: { about, state: "open" }, signal }),
    })),
  });
  return {
    recalled: all.flatMap((subject, index) => (answers[index]?.data?.items ?? []).map((recall) => ({ subject, recall }))),
    isUnsure: answers.some(({ isError, data }) => isError && data === undefined),
  };
}
