import { waitFor } from "../../../scripts/services/wait-for.ts";
import type { Finding } from "../checker/findings.ts";
import type { History } from "./client/history.ts";

/** Writes still fit into pages that are there already; a few calls later nothing does. */
const DEADLINE_MILLISECONDS = 20_000;

/** What must be seen of a database whose disk is full: clients are told to come again, the probe says why, and reads go on. */
export async function findRefusal({ history, apiUrl }: { history: History; apiUrl: string }): Promise<Finding[]> {
  const from = history.entries.length;
  const isRefused = (): boolean =>
    history.entries.slice(from).some(({ value: { status, code } }) => status === 503 && code === "platform.unavailable");
  const isSaid = async (): Promise<boolean> => {
    const { checks } = (await (await fetch(`${apiUrl}/readyz`)).json()) as { checks: Record<string, { state: string; reason?: string }> };
    return checks["database"]?.state === "degraded" && checks["database"].reason?.includes("disk") === true;
  };
  const isRead = async (): Promise<boolean> => (await fetch(`${apiUrl}/api/anchors?limit=1`)).ok;
  const rules: readonly [string, () => boolean | Promise<boolean>][] = [
    ["no write was answered 503", isRefused],
    ["/readyz did not say so", isSaid],
    ["reads did not go on", isRead],
  ];
  const findings: Finding[] = [];
  for (const [finding, holds] of rules)
    await waitFor(holds, { what: finding, deadlineMilliseconds: DEADLINE_MILLISECONDS }).catch(() =>
      findings.push(`with a full disk ${finding}`),
    );
  return findings;
}
