import type { QueryKey } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { shareStream, useShared } from "../../lib/api/shared-stream.ts";
import { askFloor } from "./ask.ts";

/** Each question has a password checked: what comes within this time after the first is asked for once. */
const LOOK_MILLISECONDS = 2_000;

/** By what has changed; a shipment shows its tasks. */
const STALE: Readonly<Record<string, readonly QueryKey[]>> = {
  task: [["tasks"], ["shipments"]],
  shipment: [["shipments"]],
  stock: [["shelves"]],
  log: [["log"]],
  // Whoever leads from now on sees more.
  staff: [["staff"], ["me"]],
  device: [["devices"]],
};
const ALL = [...new Set(Object.values(STALE).flat())];

const FLOOR = shareStream((headers, signal) => askFloor("events", { headers, signal }));

/** Has what changes on the floor asked for again, for as long as somebody works here: one connection, whatever page is open. */
export function useFloorNews(): void {
  useShared(FLOOR, (type) => (type === "anew" ? ALL : (STALE[type] ?? [])), LOOK_MILLISECONDS);
}

/** How often a screen asks: not at all while changes are told of. */
export function useUntold(milliseconds: number): number | false {
  return useSyncExternalStore(FLOOR.subscribeToLiveness, FLOOR.isTold) ? false : milliseconds;
}
