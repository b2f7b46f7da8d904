import { useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { follow, type AskForStream, type Listener } from "./follow.ts";
import { gather } from "./gather.ts";

/** A busy hour has many changes a second; a screen needs no more looks than this. */
const LOOK_MILLISECONDS = 500;
/** Whoever has just been told that the stream is there asks once: what changed before is not told. */
const BEGINNING = ["anew"] as const;

/** One connection for all parts of a page that follow the same. */
export interface SharedStream {
  subscribe(listener: (types: readonly string[]) => void): () => void;
  /** Told whenever it breaks or is there again; for `useSyncExternalStore`. */
  subscribeToLiveness(listener: () => void): () => void;
  isTold(): boolean;
}

export function shareStream(ask: AskForStream): SharedStream {
  const listeners = new Set<(types: readonly string[]) => void>();
  const liveListeners = new Set<() => void>();
  let stop: (() => void) | null = null;
  let isTold = false;
  let isKnown = false;
  const setTold = (next: boolean) => {
    if (next === isTold) return;
    isTold = next;
    for (const listener of liveListeners) listener();
  };
  const hear: Listener = {
    onTold(next) {
      setTold(next);
      // After a break it goes on from where it was; only the first time something may have been missed.
      if (next && !isKnown) hear.onChange(BEGINNING);
      isKnown ||= next;
    },
    onChange(types) {
      for (const listener of listeners) listener(types);
    },
  };
  return {
    subscribe(listener) {
      listeners.add(listener);
      stop ??= follow(ask, null, hear);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop?.();
        [stop, isKnown] = [null, false];
        setTold(false);
      };
    },
    subscribeToLiveness(listener) {
      liveListeners.add(listener);
      return () => liveListeners.delete(listener);
    },
    isTold: () => isTold,
  };
}

/**
 * Has what a stream tells of asked for again, soon and together.
 *
 * @param staleFor what a change makes stale, by the name of its event; `anew` is everything
 * @returns whether changes are told of; otherwise a screen asks now and then
 */
export function useShared(
  stream: SharedStream | null,
  staleFor: (type: string) => readonly QueryKey[],
  pauseMilliseconds = LOOK_MILLISECONDS,
): boolean {
  const client = useQueryClient();
  const keysFor = useEffectEvent(staleFor);
  useEffect(() => {
    if (stream === null) return;
    const stale = gather<QueryKey>(pauseMilliseconds, (queryKeys) => {
      for (const queryKey of queryKeys) void client.invalidateQueries({ queryKey });
    });
    const unsubscribe = stream.subscribe((types) => {
      for (const type of new Set(types)) for (const queryKey of keysFor(type)) stale.add(JSON.stringify(queryKey), queryKey);
    });
    return () => {
      unsubscribe();
      stale.stop();
    };
  }, [client, stream, pauseMilliseconds]);
  return useSyncExternalStore(
    (listener) => stream?.subscribeToLiveness(listener) ?? (() => undefined),
    () => stream?.isTold() ?? false,
  );
}
