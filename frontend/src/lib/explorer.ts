import { createContext, useContext } from "react";

/** Base of the configured block explorer, without a slash at the end; null when our own pages are the explorer. */
export const ExplorerContext = createContext<string | null>(null);

/** Page of something in the block explorer, or null without one. */
export function useExplorerLink(kind: "tx" | "address" | "block", value: string | number): string | null {
  const base = useContext(ExplorerContext);
  return base === null ? null : `${base}/${kind}/${value}`;
}

/** As configured, to base: what `ExplorerContext` holds. */
export function explorerBase(url: string | null | undefined): string | null {
  return url?.replace(/\/+$/, "") ?? null;
}
