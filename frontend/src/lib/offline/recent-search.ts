import { pageOf } from "@waybill/protocol/schemas/api/system";
import { z } from "zod";
import { getJson } from "../api/client.ts";
import { UnreachableError } from "../api/errors.ts";
import { shelf } from "../storage.ts";

/** As many as a person uses; the rest can be typed. */
const KEPT = 300;

/**
 * Searches a list of master data, and remembers what was found: without a network, what this browser has seen before can still be chosen.
 * `textsOf` gives the key first, then what else is searched.
 */
export function createSearch<Item extends z.ZodType>(path: string, item: Item, textsOf: (item: z.infer<Item>) => (string | null)[]) {
  const key = `waybill.recent.${path}`;
  const keyOf = (one: z.infer<Item>) => textsOf(one)[0];

  function recent(): z.infer<Item>[] {
    try {
      return z.array(item).parse(JSON.parse(shelf.getItem(key) ?? "[]"));
    } catch {
      return [];
    }
  }

  function remember(seen: readonly z.infer<Item>[]) {
    const fresh = new Set(seen.map(keyOf));
    shelf.setItem(key, JSON.stringify([...seen, ...recent().filter((one) => !fresh.has(keyOf(one)))].slice(0, KEPT)));
  }

  return async (q: string, signal: AbortSignal): Promise<z.infer<Item>[]> => {
    try {
      const { items } = await getJson(path, pageOf(item), { query: { q }, signal });
      remember(items);
      return items;
    } catch (error) {
      if (!(error instanceof UnreachableError)) throw error;
      const words = q.toLowerCase().split(/\s+/);
      return recent().filter((one) => words.every((word) => textsOf(one).some((text) => text?.toLowerCase().includes(word))));
    }
  };
}
