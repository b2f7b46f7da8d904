import { useSyncExternalStore } from "react";

/** The value under the pointer or focus: every chip that shows the same lights up. */
let current: string | null = null;
const listeners = new Set<() => void>();

function set(value: string | null): void {
  if (value === current) return;
  current = value;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Handlers that light a value up everywhere, and whether it is lit now. */
export function useHighlight(value: string) {
  const isLit = useSyncExternalStore(
    subscribe,
    () => current === value,
    () => false,
  );
  return {
    isLit,
    handlers: { onPointerEnter: () => set(value), onPointerLeave: () => set(null), onFocus: () => set(value), onBlur: () => set(null) },
  };
}
