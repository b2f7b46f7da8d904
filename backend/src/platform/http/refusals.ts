import type { Request, Response } from "express";
import type { PlatformApp } from "../app.ts";
import { record } from "../audit.ts";
import { inTransaction } from "../context.ts";
import type { ProblemError } from "../errors.ts";
import { callerOf, type KnownCaller } from "./principal.ts";

/** Who may not, who shows nothing that counts, and who asks too much. */
const OF_ACCESS = new Set([401, 403, 429]);
/** What does not fit its description: mostly mistakes, some of them somebody trying. */
const OF_INPUT = new Set([400, 413, 415, 422]);
/** The same refusal of the same caller is noted at most so often; the next entry says how many were left out. */
const PAUSE_MILLISECONDS = 60_000;
/** Refusals remembered; routes are few, and callers whom nobody knows count as one. */
const MAX_REMEMBERED = 1_000;

export type NoteRefusal = (problem: ProblemError, request: Request, response: Response) => void;

/**
 * Puts refusals of access into the audit log and those of input into the process's, after the answer: it waits for nothing, and a log that cannot be
 * written refuses all the same. An attack of a million requests is a few entries. Neither has a word of what was asked.
 */
export function createRefusals(app: PlatformApp): NoteRefusal {
  const seen = new Map<string, { at: number; leftOut: number }>();

  return ({ problem }, request, response) => {
    if (!OF_ACCESS.has(problem.status) && !OF_INPUT.has(problem.status)) return;
    const principal = (response.locals["principal"] as KnownCaller | null | undefined) ?? null;
    const subject = `${request.method} ${String(response.locals["route"] ?? "elsewhere")}`;
    const key = `${principal ? callerOf(principal) : ""} ${problem.code} ${subject}`;
    const now = app.clock.now().getTime();
    const before = seen.get(key);
    if (before && now - before.at < PAUSE_MILLISECONDS) {
      before.leftOut++;
      return;
    }
    if (seen.size >= MAX_REMEMBERED) seen.clear();
    seen.set(key, { at: now, leftOut: 0 });
    const details = { problem: problem.code, leftOut: before?.leftOut ?? 0 };
    const traceId = response.locals["traceId"] as string | undefined;
    if (OF_INPUT.has(problem.status)) {
      app.log.warn({ ...details, subject, by: principal ? callerOf(principal) : "nobody", traceId }, "refused");
      return;
    }
    inTransaction(
      app,
      async (ctx) => record(ctx, { action: "access.refused", by: principal, subject, outcome: "refused", details }),
      traceId === undefined ? {} : { traceId },
    ).catch((err: unknown) => app.log.error({ err, traceId }, "a refusal could not be put into the audit log"));
  };
}
