import { cartLine, type CartLine } from "@waybill/protocol/schemas/api/cart";
import { z } from "zod";
import { shelf } from "../storage.ts";

const KEY = "waybill.cart";
const kept = z.array(cartLine);
const NONE: readonly CartLine[] = [];

/** The cart of somebody who has not signed in. */
export interface BrowserCart {
  lines: () => readonly CartLine[];
  subscribe: (listener: () => void) => () => void;
  set: (lines: readonly CartLine[]) => void;
  /** Empties it, unless it was changed since: then all of it stays. */
  forget: (taken: readonly CartLine[]) => void;
}

interface BrowserCartParameters {
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  /** Tells of what other tabs have stored. */
  others: Pick<Window, "addEventListener"> | null;
}

/** Keeps the lines in this browser, for all of its tabs. What cannot be read there is an empty cart. */
export function createBrowserCart({ storage, others }: BrowserCartParameters): BrowserCart {
  const listeners = new Set<() => void>();
  let text: string | null = null;
  let lines = NONE;

  /** The same list for as long as it is stored the same. */
  function read(): readonly CartLine[] {
    const stored = storage.getItem(KEY);
    if (stored !== text) [text, lines] = [stored, parse(stored)];
    return lines;
  }

  function tell() {
    for (const listener of listeners) listener();
  }

  others?.addEventListener("storage", tell);
  return {
    lines: read,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set(next) {
      if (next.length === 0) storage.removeItem(KEY);
      else storage.setItem(KEY, JSON.stringify(next));
      tell();
    },
    forget(taken) {
      if (JSON.stringify(read()) !== JSON.stringify(taken)) return;
      storage.removeItem(KEY);
      tell();
    },
  };
}

function parse(text: string | null): readonly CartLine[] {
  try {
    return kept.catch([]).parse(JSON.parse(text ?? "[]"));
  } catch {
    return NONE;
  }
}

/** That of this browser. */
export const browserCart = createBrowserCart({ storage: shelf, others: typeof window === "undefined" ? null : window });
