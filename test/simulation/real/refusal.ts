import { waitFor } from "../../../scripts/services/wait-for.ts";
import type { Finding } from "../checker/findings.ts";
import { callHttp, type HttpAnswer } from "./client/http.ts";
import type { History } from "./client/history.ts";

/** Writes still fit into pages that are there already; a few calls later nothing does. */
const DEADLINE_MILLISECONDS = 20_000;

/** Answers that a finding names. */
const MOST_SAID = 20;

interface Rule {
  finding: string;
  holds(): boolean | Promise<boolean>;
}

/** What must be seen of a database whose disk is full: clients are told to come again, the probe says why, and reads go on. */
export async function findRefusal({ history, apiUrl }: { history: History; apiUrl: string }): Promise<Finding[]> {
  const from = history.entries.length;
  let last: HttpAnswer | undefined;
  const answered = () => history.entries.slice(from).map(({ client, type, value: { status, code } }) => ({ client, type, status, code }));
  const ask = async (path: string): Promise<HttpAnswer> => (last = await callHttp("GET", apiUrl + path));
  const rules: readonly Rule[] = [
    {
      finding: "no write was answered 503",
      holds: () => history.entries.slice(from).some(({ value: { status, code } }) => status === 503 && code === "platform.unavailable"),
    },
    {
      finding: "/readyz did not say so",
      async holds() {
        const checks = (await ask("/readyz")).body["checks"] as Record<string, { state: string; reason?: string }> | undefined;
        return checks?.["database"]?.state === "degraded" && checks["database"].reason?.includes("disk") === true;
      },
    },
    { finding: "reads did not go on", holds: async () => (await ask("/api/anchors?limit=1")).status === 200 },
  ];
  const findings: Finding[] = [];
  for (const { finding, holds } of rules)
    await waitFor(holds, { what: finding, deadlineMilliseconds: DEADLINE_MILLISECONDS }).catch(() =>
      findings.push(`with a full disk ${finding}, but answered ${JSON.stringify(last ?? answered().slice(-MOST_SAID))}`),
    );
  return findings;
}
