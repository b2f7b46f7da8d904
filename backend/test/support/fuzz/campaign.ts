import { createHash } from "node:crypto";
import fc from "fast-check";
import type { Pool } from "pg";
import { isForInstallationAlone, WAREHOUSE_SCHEME, type Caller, type Credentials } from "./callers.ts";
import { createJudge } from "./judge.ts";
import { operationsOf, type Document } from "./operations.ts";
import { describedTo, requestsTo, type Asked } from "./requests.ts";
import type { Answered, Sender } from "./sender.ts";
import { changedTables, NOTED_REFUSALS, stateOf } from "./state.ts";
import type { Known } from "./values.ts";

export interface Campaign {
  document: Document;
  sender: Sender;
  callers: readonly Caller[];
  credentials: Credentials;
  /** Puts back what requests have used up, and tells what there is now. */
  replenish(): Promise<Known>;
  pool: Pool;
  /** The same seed makes the same requests, but for the names of what was made. */
  seed: number;
  /** Requests at least; refused ones are sent twice, and both count. */
  requests: number;
}

export interface Outcome {
  sent: number;
  refused: number;
  /** Operations that were asked, and the statuses that came. */
  statuses: Map<string, Map<number, number>>;
  /** Operations that were answered below 300, and the callers to whom. */
  succeeded: Map<string, Set<string>>;
  /** One sentence for each kind of fault, with the request that showed it. */
  complaints: Map<string, string>;
}

/** Requests of one operation in one round. */
const PER_ROUND = 5;
/** As many again, all as described and by who may, of one that the installation's people alone may do and none of them has done yet. */
const MORE_PER_ROUND = 15;
/** Of one for programs of warehouses: a message is taken only when all of it is right, and there are few operations of them. */
const PER_ROUND_OF_WAREHOUSES = 20;
const AT_ONCE = 8;

/**
 * Asks every operation again and again with made-up requests, and judges each answer. After each round the refused requests are sent once more, by
 * themselves: if all are refused again, no table may have changed.
 */
export async function runCampaign(campaign: Campaign): Promise<Outcome> {
  const { document, sender, callers, credentials, pool, seed, requests } = campaign;
  const judge = createJudge(document);
  const operations = operationsOf(document);
  const outcome: Outcome = { sent: 0, refused: 0, statuses: new Map(), succeeded: new Map(), complaints: new Map() };
  const ask: Ask = async (asked) => {
    const answered = await sender.send(asked, credentials.headersOf(asked.as));
    outcome.sent++;
    count(outcome, asked, answered);
    for (const complaint of judge(asked, answered)) note(outcome, asked, complaint);
    return answered;
  };
  /** Once more for somebody whose session, key or role another request has taken meanwhile. */
  const askWithGood: Ask = async (asked) => {
    const headers = credentials.headersOf(asked.as);
    const answered = await ask(asked);
    return [401, 403].includes(answered.status) && (await credentials.renew(asked.as, headers)) ? ask(asked) : answered;
  };
  for (let round = 0; outcome.sent < requests; round++) {
    await credentials.renewAll();
    const known = await campaign.replenish();
    const batch = operations.flatMap((operation) => {
      // From one seed for all of them the fifth request of each would come from the same caller, with the same thing wrong. Another operation changes none of the others' requests.
      const ownSeed = createHash("sha256")
        .update(`${operation.id} ${seed + round}`)
        .digest()
        .readInt32BE();
      const made = fc.sample(requestsTo(operation, { known, callers }), {
        seed: ownSeed,
        numRuns: operation.scheme === WAREHOUSE_SCHEME ? PER_ROUND_OF_WAREHOUSES : PER_ROUND,
      });
      if (!isForInstallationAlone(operation.act) || outcome.succeeded.has(operation.id)) return made;
      return [...made, ...fc.sample(describedTo(operation, { known, callers }), { seed: ownSeed, numRuns: MORE_PER_ROUND })];
    });
    const refused = await refusedOf(batch, askWithGood);
    outcome.refused += refused.length;
    await checkNothingChanged(outcome, refused, { ask, credentials, pool });
  }
  return outcome;
}

type Ask = (asked: Asked) => Promise<Answered>;

async function refusedOf(batch: readonly Asked[], ask: Ask): Promise<Asked[]> {
  const refused: Asked[] = [];
  const queue = batch.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const asked of queue) {
        const answered = await ask(asked);
        if (answered.status >= 400 && !isNoted(answered)) refused.push(asked);
      }
    }),
  );
  return refused;
}

function isNoted({ headers, text }: Answered): boolean {
  if (!headers["content-type"]?.startsWith("application/problem+json")) return false;
  const { code } = JSON.parse(text) as { code?: string };
  return code !== undefined && code in NOTED_REFUSALS;
}

/** Halves what changed something until it is one request. */
async function checkNothingChanged(
  outcome: Outcome,
  batch: readonly Asked[],
  by: { ask: Ask; credentials: Credentials; pool: Pool },
): Promise<void> {
  await by.credentials.renewAll();
  const before = await stateOf(by.pool);
  const refused = await refusedOf(batch.map(underNewKey), by.ask);
  const changed = changedTables(before, await stateOf(by.pool));
  const [one] = refused;
  if (changed.length === 0 || one === undefined) return;
  // What is taken the second time may change what it likes: without it the rest is asked again.
  if (refused.length < batch.length) return checkNothingChanged(outcome, refused, by);
  if (refused.length === 1) return note(outcome, one, `was refused, and changed ${changed.join(", ")}`);
  const middle = Math.ceil(refused.length / 2);
  await checkNothingChanged(outcome, refused.slice(0, middle), by);
  await checkNothingChanged(outcome, refused.slice(middle), by);
}

let keys = 0;

/** As if it was asked for the first time: what a refusal leaves behind under its Idempotency-Key would stand there already. */
function underNewKey(asked: Asked): Asked {
  const key = asked.headers["Idempotency-Key"];
  return key === undefined ? asked : { ...asked, headers: { ...asked.headers, "Idempotency-Key": `again-${keys++}` } };
}

function count({ statuses, succeeded }: Outcome, { operation, as }: Asked, { status }: Answered): void {
  const known = statuses.get(operation.id) ?? new Map<number, number>();
  known.set(status, (known.get(status) ?? 0) + 1);
  statuses.set(operation.id, known);
  if (status < 300) succeeded.set(operation.id, (succeeded.get(operation.id) ?? new Set()).add(as));
}

function note({ complaints }: Outcome, asked: Asked, complaint: string): void {
  const { operation, method, target, headers, body, as } = asked;
  const kind = `${operation.method} ${operation.path} ${complaint.split(":")[0] ?? ""}`;
  const request = `${method} ${target.slice(0, 500)} as ${as} ${JSON.stringify(headers).slice(0, 300)} ${body?.slice(0, 1_000) ?? ""}`;
  if (!complaints.has(kind)) complaints.set(kind, `${complaint}\n    ${request}`);
}
