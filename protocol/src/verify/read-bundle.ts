import { isLosslessNumber } from "lossless-json";
import { getAddress } from "viem/utils";
import type { z } from "zod";
import { parseLossless, stringifyLossless } from "../hashing/lossless-json.ts";
import { messageOf } from "./step.ts";

/** A bundle in the expected shape, or what is wrong with it. */
export type ReadBundle<T> = { bundle: T; error?: undefined } | { bundle?: undefined; error: string };

const ACCOUNT = /^0x[0-9a-fA-F]{40}$/;

/**
 * Reads a bundle from its text, or from an object, without trusting its shape. Numbers inside `event` and `value` stay as written; all others become
 * JavaScript numbers, and accounts take their EIP-55 form. Never throws.
 */
export function readBundle<Schema extends z.ZodType>(input: unknown, schema: Schema): ReadBundle<z.output<Schema>> {
  try {
    const text = typeof input === "string" ? input : stringifyLossless(input);
    const parsed = schema.safeParse(plain(parseLossless(text)));
    if (parsed.success) return { bundle: parsed.data };
    const issue = parsed.error.issues[0];
    return { error: issue === undefined ? "its shape is wrong" : `/${issue.path.join("/")}: ${issue.message}` };
  } catch (error) {
    return { error: messageOf(error) };
  }
}

function plain(value: unknown, key?: string): unknown {
  if (key === "event" || key === "value") return withoutPrototypeMembers(value);
  if (isLosslessNumber(value)) return Number(value.value);
  if (Array.isArray(value)) return value.map((item) => plain(item));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member, name)]));
  }
  return typeof value === "string" && ACCOUNT.test(value) ? getAddress(value) : value;
}

/** Refuses members called `__proto__`: schema libraries drop them in silence, so one could be slipped past the digest. */
function withoutPrototypeMembers(value: unknown): unknown {
  if (typeof value !== "object" || value === null || isLosslessNumber(value)) return value;
  if (Object.hasOwn(value, "__proto__")) throw new SyntaxError("the event has a member called __proto__");
  Object.values(value).forEach(withoutPrototypeMembers);
  return value;
}
