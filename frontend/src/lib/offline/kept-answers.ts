import type { z } from "zod";
import { getJson } from "../api/client.ts";
import { UnreachableError } from "../api/errors.ts";
import { shelf } from "../storage.ts";

const PREFIX = "waybill.kept.";

/** Addresses whose last answer came from this browser, because nobody else answered. */
const outOfDate = new Set<string>();
const listeners = new Set<() => void>();

export const keptAnswers = {
  areInUse: () => outOfDate.size > 0,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/**
 * GET as JSON, kept in this browser; where nobody answers, the answer kept last. For what a form needs to be filled in without a network,
 * never for anything that a reader would take for a state of goods or proofs.
 */
export async function getKept<Schema extends z.ZodType>(path: string, schema: Schema, signal?: AbortSignal): Promise<z.infer<Schema>> {
  try {
    const fresh = await getJson(path, schema, signal === undefined ? {} : { signal });
    shelf.setItem(PREFIX + path, JSON.stringify(fresh));
    mark(path, false);
    return fresh;
  } catch (error) {
    const kept = error instanceof UnreachableError ? read(path, schema) : undefined;
    if (kept === undefined) throw error;
    mark(path, true);
    return kept;
  }
}

function read<Schema extends z.ZodType>(path: string, schema: Schema): z.infer<Schema> | undefined {
  try {
    return schema.parse(JSON.parse(shelf.getItem(PREFIX + path) ?? "null"));
  } catch {
    return undefined;
  }
}

function mark(path: string, isOutOfDate: boolean) {
  if (isOutOfDate === outOfDate.has(path)) return;
  if (isOutOfDate) outOfDate.add(path);
  else outOfDate.delete(path);
  for (const listener of listeners) listener();
}
