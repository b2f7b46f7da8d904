import { createHash } from "node:crypto";
import { z } from "zod";
import { parseJsonBody } from "../../../platform/http/json-body.ts";
import type { Position } from "./sql/order.ts";

/** How long a page can be followed by the next one. */
export const TOKEN_HOURS = 24;

/** A place in the answer to one query. Nothing secret: who changes it asks another question, and gets what that would give. */
export interface PageToken {
  /** Which query it belongs to. */
  query: string;
  position: Position;
  /** Events that `eventCountLimit` leaves for further pages. */
  left: number | null;
  expiresAt: Date;
}

const content = z.tuple([z.string(), z.array(z.string()), z.number().int().min(1).nullable(), z.number().int()]);

/** A short name for a question, so that a token is not used with another. */
export function fingerprintOf(question: unknown): string {
  return createHash("sha256").update(JSON.stringify(question)).digest("base64url").slice(0, 16);
}

export function writeToken({ query, position, left, expiresAt }: PageToken): string {
  return Buffer.from(JSON.stringify([query, position, left, Math.floor(expiresAt.getTime() / 1000)])).toString("base64url");
}

/** The place that a token names, or undefined for text that is no token. */
export function readToken(text: string): PageToken | undefined {
  if (!/^[\w-]{1,4000}$/.test(text)) return undefined;
  try {
    const [query, position, left, expires] = content.parse(parseJsonBody(Buffer.from(text, "base64url").toString("utf8")));
    return { query, position, left, expiresAt: new Date(expires * 1000) };
  } catch {
    return undefined;
  }
}
