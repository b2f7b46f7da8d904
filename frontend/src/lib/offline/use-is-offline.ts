import { useSyncExternalStore } from "react";
import { connection } from "./connection.ts";

/** True while the browser has no network or older answers stand in, until the next request succeeds. */
export function useIsOffline(): boolean {
  return useSyncExternalStore(connection.subscribe, connection.isOffline);
}
