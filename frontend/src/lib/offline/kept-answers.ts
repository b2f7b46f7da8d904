import type { z } from "zod";
import { getJson } from "../api/client.ts";
import { UnreachableError } from "../api/errors.ts";
import { shelf } from "../storage.ts";
import { connection } from "./connection.ts";

const PREFIX = "waybill.kept.";

/**
 * GET as JSON, kept in this browser; where nobody answers, the answer kept last. For what a form needs to be filled in without a network,
 * never for anything that a reader would take for a state of goods or proofs.
 */
export async function getKept<Schema extends z.ZodType>(path: string, schema: Schema, signal?: AbortSignal): Promise<z.infer<Schema>> {
  try {
    const fresh = await getJson(path, schema, signal === undefined ? {} : { signal });
    shelf.setItem(PREFIX + path, JSON.stringify(fresh));
    return fresh;
  } catch (error) {
    const kept = error instanceof UnreachableError ? read(path, schema) : undefined;
    if (kept === undefined) throw error;
    connection.unanswered();
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
