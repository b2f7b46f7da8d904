import type { StatementState } from "@waybill/protocol/schemas/api/traceability";
import { useEffect, useState } from "react";

const ORDER: readonly StatementState[] = ["stored", "pending", "included", "safe", "final"];

/** True once a statement has fallen back before our eyes: the chain replaced the block that held its anchor. */
export function useWentBack(state: StatementState | undefined): boolean {
  const [furthest, setFurthest] = useState(-1);
  const reached = state === undefined ? -1 : ORDER.indexOf(state);
  useEffect(() => setFurthest((before) => Math.max(before, reached)), [reached]);
  // Falling from safe to included is finality catching up, not a setback.
  return furthest >= ORDER.indexOf("included") && reached >= 0 && reached < ORDER.indexOf("included");
}

/** True when a moment lies longer ago than this; noticed while the page is open. */
export function useIsOverdue(since: string | undefined, milliseconds: number): boolean {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, []);
  return since !== undefined && now - Date.parse(since) > milliseconds;
}
