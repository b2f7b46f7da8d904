import type { StreamMessage } from "@waybill/protocol/schemas/api/stream";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { gather } from "./gather.ts";
import { keys } from "./query-keys.ts";
import { isStreamLive, subscribeToLiveness, subscribeToStream } from "./stream.ts";

/** A fast chain sends many messages a second; a screen needs no more looks than this. */
const LOOK_MILLISECONDS = 250;

/** Marks what a message is about as stale, so that the screens showing it fetch it again. */
export function useStreamInvalidation(): void {
  const client = useQueryClient();
  useEffect(() => {
    const stale = gather<readonly unknown[]>(LOOK_MILLISECONDS, (queryKeys) => {
      for (const queryKey of queryKeys) void client.invalidateQueries({ queryKey });
    });
    const unsubscribe = subscribeToStream((message) => {
      for (const queryKey of staleKeys(message)) stale.add(queryKey.join(" "), queryKey);
    });
    return () => {
      unsubscribe();
      stale.stop();
    };
  }, [client]);
}

/** Whether changes arrive by themselves; otherwise a screen asks now and then. */
export function useIsLive(): boolean {
  return useSyncExternalStore(subscribeToLiveness, isStreamLive);
}

function staleKeys(message: StreamMessage): readonly (readonly unknown[])[] {
  switch (message.type) {
    case "statement":
      return [keys.statement(message.commitment), keys.statements, ["event"], ["journey"], keys.relaying];
    case "handover":
      return [keys.handover(message.id), keys.handovers, keys.unit(message.unit), keys.relaying];
    case "custody":
      return [keys.unit(message.unit), keys.handovers, ["journey"]];
    case "recall":
      return [keys.recalls, ["journey"]];
    case "claim":
      return [["claims"], keys.relaying];
    case "credits":
      return [keys.credits, ["claims"], keys.relaying];
    case "anchor":
      return [keys.anchors, keys.chain];
    case "actor":
      return [keys.actors];
    case "chain":
      return [keys.chain];
  }
}
