import { useSyncExternalStore } from "react";
import { keptAnswers } from "./kept-answers.ts";

/** True while the browser has no network, or the service did not answer and older answers stand in. */
export function useIsOffline(): boolean {
  return useSyncExternalStore(subscribe, () => !navigator.onLine || keptAnswers.areInUse());
}

function subscribe(listener: () => void): () => void {
  const stop = keptAnswers.subscribe(listener);
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    stop();
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}
