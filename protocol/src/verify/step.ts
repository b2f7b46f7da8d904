import { visibleText } from "../typed-data/plain-text.ts";
import type { Step } from "./verdict.ts";

/** What a check found, before it is known which step it is. */
export type Finding = Omit<Step<string>, "id">;

type Details = Record<string, string>;

export function passed(reason: string, details?: Details): Finding {
  return { status: "passed", reason, details };
}

export function failed(reason: string, details?: Details): Finding {
  return { status: "failed", reason, details };
}

export function unknown(reason: string, details?: Details): Finding {
  return { status: "unknown", reason, details };
}

/**
 * Runs one check as a step. Whatever it throws makes the step `unknown` with that reason: a node that cannot answer proves nothing, and
 * neither does a defect of ours. Reasons quote bundle and node, so characters that a reader cannot see are taken out.
 */
export async function stepOf<Id extends string>(id: Id, check: () => Finding | Promise<Finding>): Promise<Step<Id>> {
  const { status, details, ...found } = await Promise.resolve()
    .then(check)
    .catch((error: unknown) => unknown(`This could not be checked: ${messageOf(error)}.`));
  const reason = visibleText(found.reason);
  return details === undefined ? { id, status, reason } : { id, status, reason, details };
}

/** First line of an error's message, without its full stop. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split("\n")[0] ?? "").replace(/\.\s*$/, "") || "no reason given";
}
