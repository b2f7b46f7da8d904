import { z } from "zod";
import type { PlatformApp } from "../app.ts";
import { selectRows, type Ctx } from "../context.ts";
import { ProblemError } from "../errors.ts";
import { PLATFORM_PROBLEMS } from "../problems.ts";
import { keyedHashes } from "../sealed-secret.ts";
import type { ParameterDefinition, Reply } from "./route.ts";

/** An answer that has not come after this long is taken for lost with its process, and the request is run again. */
const TAKE_OVER_SECONDS = 60;
/** How long a repeated request gets the first answer. */
export const IDEMPOTENCY_HOURS = 24;
const REPLAYED = { "Idempotency-Replayed": "true" };
const KEY_PATTERN = /^[\x21-\x7e]{1,200}$/;
/** As writes describe it; of the own parameters of a route that needs one. */
export const IDEMPOTENCY_KEY: ParameterDefinition = { name: "Idempotency-Key", in: "header", schema: z.string().regex(KEY_PATTERN) };

export interface IdempotentRequest {
  /** Whose key it is: keys of different callers never meet. */
  caller: string;
  key: string;
  method: string;
  path: string;
  text: string;
  /** The answer is kept nowhere: a repeated request is run again, and recognises by itself what it has done. */
  keepsNoAnswer: boolean;
}

interface StoredAnswer {
  fingerprint: string;
  status: number | null;
  headers: Record<string, string> | null;
  body: string | null;
}

/**
 * Runs a write once per Idempotency-Key: new keys run it, a key in work answers 409, a finished one gets the stored
 * answer back (marked `Idempotency-Replayed`), and a key with another request 422. Failures of ours are not stored. Where
 * no answer may be kept, a finished key runs the request again.
 */
export async function withIdempotency(app: PlatformApp, request: IdempotentRequest, run: () => Promise<Reply>): Promise<Reply> {
  checkKey(request.key);
  const fingerprints = fingerprintsOf(app.config, request);
  const isOurs = await claim(app, request, fingerprints);
  if (!isOurs) return replay(app, request, fingerprints, run);

  const forget = () => app.db.pool.query("DELETE FROM idempotency_keys WHERE caller = $1 AND key = $2", [request.caller, request.key]);
  let reply: Reply;
  try {
    reply = await run();
  } catch (error) {
    await forget();
    throw error;
  }
  if (reply.status >= 500 || reply.stream || reply.bytes) await forget();
  else await finish(app, request, reply);
  return reply;
}

/**
 * The same in the transaction of what the write does: key, answer and change are stored together or not at all. So a key is never in work
 * after its process died, and whoever asks meanwhile waits for the first. What is refused leaves the key free.
 *
 * @throws {ProblemError} `platform.key-reused`
 */
export async function onceInTransaction(
  ctx: Pick<Ctx, "tx" | "clock">,
  { config }: Pick<PlatformApp, "config">,
  { caller, key, method, path, text }: Omit<IdempotentRequest, "keepsNoAnswer">,
  run: () => Promise<Reply>,
): Promise<Reply> {
  checkKey(key);
  const fingerprints = fingerprintsOf(config, { method, path, text });
  const now = ctx.clock.now();
  const claimed = await selectRows(
    ctx,
    `INSERT INTO idempotency_keys AS k (caller, key, fingerprint, created_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (caller, key) DO UPDATE SET fingerprint = $3, created_at = $4, status = NULL, headers = NULL, body = NULL
     WHERE k.created_at < $5 RETURNING 1`,
    [caller, key, fingerprints[0], now, new Date(now.getTime() - IDEMPOTENCY_HOURS * 3_600_000)],
  );
  if (claimed.length === 0) {
    const [stored] = await selectRows<StoredAnswer>(
      ctx,
      "SELECT fingerprint, status, headers, body FROM idempotency_keys WHERE caller = $1 AND key = $2",
      [caller, key],
    );
    return storedReply(stored, fingerprints);
  }
  const reply = await run();
  await ctx.tx.query("UPDATE idempotency_keys SET status = $3, headers = $4, body = $5 WHERE caller = $1 AND key = $2", [
    ...[caller, key, reply.status, reply.headers ?? {}],
    reply.body === undefined ? null : JSON.stringify(reply.body),
  ]);
  return reply;
}

function checkKey(key: string): void {
  if (!KEY_PATTERN.test(key))
    throw new ProblemError(PLATFORM_PROBLEMS.badRequest, { detail: "Idempotency-Key must be 1 to 200 printable ASCII characters." });
}

/** Some requests hold passwords. */
function fingerprintsOf(
  config: PlatformApp["config"],
  { method, path, text }: Pick<IdempotentRequest, "method" | "path" | "text">,
): [string, ...string[]] {
  return keyedHashes(config.documents.key, "waybill request fingerprints", `${method}\n${path}\n${text}`);
}

async function finish(app: PlatformApp, { caller, key, keepsNoAnswer }: IdempotentRequest, reply: Reply): Promise<void> {
  const headers = { ...reply.headers, ...(reply.contentType ? { "Content-Type": reply.contentType } : {}) };
  const text = reply.text ?? (reply.body === undefined ? null : JSON.stringify(reply.body));
  await app.db.pool.query("UPDATE idempotency_keys SET status = $3, headers = $4, body = $5 WHERE caller = $1 AND key = $2", [
    ...[caller, key, reply.status],
    ...(keepsNoAnswer ? [null, null] : [headers, text]),
  ]);
}

async function claim(app: PlatformApp, { caller, key }: IdempotentRequest, fingerprints: readonly string[]): Promise<boolean> {
  const now = app.clock.now();
  const { rowCount } = await app.db.pool.query(
    `INSERT INTO idempotency_keys AS k (caller, key, fingerprint, created_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (caller, key) DO UPDATE SET fingerprint = $3, created_at = $4, status = NULL, headers = NULL, body = NULL
     WHERE k.created_at < $5 OR (k.status IS NULL AND k.fingerprint = ANY($7) AND k.created_at < $6)`,
    [
      caller,
      key,
      fingerprints[0],
      now,
      new Date(now.getTime() - IDEMPOTENCY_HOURS * 3_600_000),
      new Date(now.getTime() - TAKE_OVER_SECONDS * 1_000),
      fingerprints,
    ],
  );
  return rowCount === 1;
}

async function replay(
  app: PlatformApp,
  { caller, key, keepsNoAnswer }: IdempotentRequest,
  fingerprints: readonly string[],
  run: () => Promise<Reply>,
): Promise<Reply> {
  const { rows } = await app.db.pool.query<StoredAnswer>(
    "SELECT fingerprint, status, headers, body FROM idempotency_keys WHERE caller = $1 AND key = $2",
    [caller, key],
  );
  const reply = storedReply(rows[0], fingerprints);
  if (!keepsNoAnswer) return reply;
  const again = await run();
  return { ...again, headers: { ...again.headers, ...REPLAYED } };
}

function storedReply(stored: StoredAnswer | undefined, fingerprints: readonly string[]): Reply {
  if (!stored) throw new ProblemError(PLATFORM_PROBLEMS.inFlight, { headers: { "Retry-After": "1" } });
  if (!fingerprints.includes(stored.fingerprint)) throw new ProblemError(PLATFORM_PROBLEMS.keyReused);
  if (stored.status === null) throw new ProblemError(PLATFORM_PROBLEMS.inFlight, { headers: { "Retry-After": "1" } });
  const { "Content-Type": contentType, ...headers } = stored.headers ?? {};
  return {
    status: stored.status,
    headers: { ...headers, ...REPLAYED },
    ...(stored.body === null ? {} : { text: stored.body, contentType: contentType ?? "application/json; charset=utf-8" }),
  };
}
