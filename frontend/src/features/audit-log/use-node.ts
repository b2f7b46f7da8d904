import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import { useSyncExternalStore } from "react";
import { keepNodeOfTab, nodeOf, nodeOfTab, rememberedNode } from "../../lib/node-address.ts";

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The node that checks ask: the one that was chosen in this tab, the one that the reader has remembered, or that of this site. */
export function useNode(config: PublicConfig): { rpcUrl: string; choose: (rpcUrl: string) => void } {
  const chosen = useSyncExternalStore(subscribe, nodeOfTab);
  return {
    rpcUrl: chosen ?? rememberedNode() ?? nodeOf(config),
    choose(rpcUrl) {
      keepNodeOfTab(rpcUrl);
      for (const listener of listeners) listener();
    },
  };
}
