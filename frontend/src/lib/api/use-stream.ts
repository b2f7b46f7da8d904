import type { StreamMessage } from "@waybill/protocol/schemas/api/stream";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { keys } from "./query-keys.ts";
import { subscribeToStream } from "./stream.ts";

/** Marks what a message is about as stale, so that the screens showing it fetch it again. */
export function useStreamInvalidation(): void {
  const client = useQueryClient();
  useEffect(
    () =>
      subscribeToStream((message) => {
        for (const queryKey of staleKeys(message)) void client.invalidateQueries({ queryKey });
      }),
    [client],
  );
}

function staleKeys(message: StreamMessage): readonly (readonly unknown[])[] {
  switch (message.type) {
    case "statement":
      return [keys.statement(message.commitment), keys.statements, ["event"], ["journey"]];
    case "handover":
      return [keys.handover(message.id), keys.handovers, keys.unit(message.unit)];
    case "custody":
      return [keys.unit(message.unit), keys.handovers, ["journey"]];
    case "anchor":
      return [keys.anchors, keys.chain];
    case "actor":
      return [keys.actors];
    case "chain":
      return [keys.chain];
  }
}
