import type { Request, Response } from "express";
import type { PlatformApp } from "../app.ts";
import { record, type Actor } from "../audit.ts";
import { inTransaction } from "../context.ts";
import type { ProblemError } from "../errors.ts";
import { callerOf, type KnownCaller } from "./principal.ts";

/** Who may not, who shows nothing that counts, and who asks too much. */
const OF_ACCESS = new Set([401, 403, 429]);
/** What does not fit its description: mostly mistakes, some of them somebody trying. */
const OF_INPUT = new Set([400, 413, 415, 422]);
/** The same refusal of the same caller is noted at most so often; the next entry says how many were left out. */
const PAUSE_MILLISECONDS = 60_000;
/** Refusals remembered; beyond that the oldest is written down and forgotten. */
const MAX_REMEMBERED = 1_000;

/** The same refusal again and again. */
interface Repeated {
  at: number;
  /** Those since, without the newest of them: that is the entry which is still to be written. */
  leftOut: number;
  isOwed: boolean;
  write: (leftOut: number) => Promise<void>;
}

export interface Refusals {
  note: (problem: ProblemError, request: Request, response: Response) => void;
  /** Writes what was left out and nobody has repeated for a while; done every minute. */
  sweep: () => void;
  /** Writes all that was left out, however long ago the entry before was. */
  stop: () => Promise<void>;
}

/**
 * Puts refusals of access and failed sign-ins into the audit log and those of input into the process's, after the answer: it waits for nothing, and
 * a log that cannot be written refuses all the same. An attack of a million requests is a few entries: each stands for one refusal, and for the `leftOut`
 * ones before it, so their sum is what there was. None has a word of what was asked.
 */
export function createRefusals(app: PlatformApp): Refusals {
  const seen = new Map<string, Repeated>();
  const writing = new Set<Promise<void>>();
  const now = () => app.clock.now().getTime();

  function start(repeated: Repeated): void {
    const { leftOut } = repeated;
    Object.assign(repeated, { at: now(), leftOut: 0, isOwed: false });
    const done = repeated.write(leftOut).finally(() => writing.delete(done));
    writing.add(done);
  }

  /** Or it would be told by the next such refusal alone, which may never come. */
  function sweep(): void {
    for (const [key, repeated] of seen) {
      if (now() - repeated.at < PAUSE_MILLISECONDS) continue;
      if (repeated.isOwed) start(repeated);
      else seen.delete(key);
    }
  }
  const timer = setInterval(sweep, PAUSE_MILLISECONDS).unref();

  return {
    note({ problem, claimed }, request, response) {
      const isOfInput = OF_INPUT.has(problem.status) && claimed === undefined;
      if (!isOfInput && !OF_ACCESS.has(problem.status) && claimed === undefined) return;
      const by = (response.locals["principal"] as KnownCaller | null | undefined) ?? null;
      const route = `${request.method} ${String(response.locals["route"] ?? "elsewhere")}`;
      const key = [by ? callerOf(by) : "", problem.code, route, claimed ?? ""].join(" ");
      const traceId = response.locals["traceId"] as string | undefined;
      const write = writerOf(app, { problem: problem.code, route, claimed, by, traceId }, isOfInput);
      const repeated: Repeated = Object.assign(seen.get(key) ?? { at: -Infinity, leftOut: 0, isOwed: false }, { write });
      if (now() - repeated.at < PAUSE_MILLISECONDS) {
        if (repeated.isOwed) repeated.leftOut++;
        repeated.isOwed = true;
        return;
      }
      if (repeated.isOwed) repeated.leftOut++;
      seen.delete(key);
      if (seen.size >= MAX_REMEMBERED) forgetOldest();
      seen.set(key, repeated);
      start(repeated);
    },
    sweep,
    async stop() {
      clearInterval(timer);
      for (const repeated of seen.values()) if (repeated.isOwed) start(repeated);
      await Promise.all(writing);
    },
  };

  function forgetOldest(): void {
    for (const [key, oldest] of seen) {
      if (oldest.isOwed) start(oldest);
      seen.delete(key);
      return;
    }
  }
}

interface Refused {
  problem: string;
  route: string;
  claimed: string | undefined;
  by: Actor | null;
  traceId: string | undefined;
}

function writerOf(app: PlatformApp, { problem, route, claimed, by, traceId }: Refused, isOfInput: boolean): Repeated["write"] {
  if (isOfInput)
    return async (leftOut) => {
      const who = by !== null && typeof by === "object" ? callerOf(by) : "nobody";
      app.log.warn({ problem, leftOut, subject: route, by: who, traceId }, "refused");
    };
  const act =
    claimed === undefined
      ? ({ action: "access.refused", subject: route } as const)
      : ({ action: "sign-in.failed", subject: claimed, details: { route } } as const);
  return async (leftOut) => {
    const details = { ...("details" in act ? act.details : {}), problem, leftOut };
    await inTransaction(
      app,
      async (ctx) => record(ctx, { ...act, by, outcome: "refused", details }),
      traceId === undefined ? {} : { traceId },
    ).catch((err: unknown) => app.log.error({ err, traceId }, "a refusal could not be put into the audit log"));
  };
}
