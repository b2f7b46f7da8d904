import { useIsLive } from "../../../lib/api/use-stream.ts";

/** How often is asked while messages arrive: balances change without one. Without messages, much more often. */
const LIVE_MILLISECONDS = 30_000;
const POLL_MILLISECONDS = 5_000;

/** Whether news come by themselves, and how often is asked besides, in milliseconds. */
export function usePace(): { isLive: boolean; every: number } {
  const isLive = useIsLive();
  return { isLive, every: isLive ? LIVE_MILLISECONDS : POLL_MILLISECONDS };
}
