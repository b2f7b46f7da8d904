import { useSyncExternalStore } from "react";

/** Below the width from which tables have room: `sm` of the style sheet. */
const NARROW = "(width < 40rem)";

/** Whether the window is as narrow as a telephone; for what is put together otherwise there, where styles alone would draw it twice. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(NARROW).matches);
}

function subscribe(onChange: () => void): () => void {
  const query = matchMedia(NARROW);
  query.addEventListener("change", onChange);
  return () => query.removeEventListener("change", onChange);
}
