import fc from "fast-check";
import type { Pool } from "pg";
import { createJudge } from "./judge.ts";
import { operationsOf, type Document } from "./operations.ts";
import { requestsTo, type Asked, type Choices } from "./requests.ts";
import type { Answered, Sender } from "./sender.ts";
import { changedTables, stateOf } from "./state.ts";

export interface Campaign extends Choices {
  document: Document;
  sender: Sender;
  pool: Pool;
  /** The same seed makes the same requests. */
  seed: number;
  /** Requests at least; refused ones are sent twice, and both count. */
  requests: number;
}

export interface Outcome {
  sent: number;
  refused: number;
  /** Operations that were asked, and the statuses that came. */
  statuses: Map<string, Map<number, number>>;
  /** One sentence for each kind of fault, with the request that showed it. */
  complaints: Map<string, string>;
}

/** Requests of one operation in one round. */
const PER_ROUND = 5;
const AT_ONCE = 8;

/**
 * Asks every operation again and again with made-up requests, and judges each answer. After each round the refused requests are sent once more, by
 * themselves: if all are refused again, no table may have changed.
 */
export async function runCampaign({ document, sender, pool, seed, requests, ...choices }: Campaign): Promise<Outcome> {
  const judge = createJudge(document);
  const makers = operationsOf(document).map((operation) => requestsTo(operation, choices));
  const outcome: Outcome = { sent: 0, refused: 0, statuses: new Map(), complaints: new Map() };
  const ask = async (asked: Asked): Promise<Answered> => {
    const answered = await sender.send(asked);
    outcome.sent++;
    count(outcome, asked, answered);
    for (const complaint of judge(asked, answered)) note(outcome, asked, complaint);
    return answered;
  };
  for (let round = 0; outcome.sent < requests; round++) {
    const batch = makers.flatMap((maker) => fc.sample(maker, { seed: seed + round, numRuns: PER_ROUND }));
    const refused = await refusedOf(batch, ask);
    outcome.refused += refused.length;
    await checkNothingChanged(outcome, refused, { ask, pool });
  }
  return outcome;
}

async function refusedOf(batch: readonly Asked[], ask: (asked: Asked) => Promise<Answered>): Promise<Asked[]> {
  const refused: Asked[] = [];
  const queue = batch.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const asked of queue) if ((await ask(asked)).status >= 400) refused.push(asked);
    }),
  );
  return refused;
}

/** Halves what changed something until it is one request. */
async function checkNothingChanged(
  outcome: Outcome,
  batch: readonly Asked[],
  by: { ask: (asked: Asked) => Promise<Answered>; pool: Pool },
): Promise<void> {
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

function count({ statuses }: Outcome, { operation }: Asked, { status }: Answered): void {
  const known = statuses.get(operation.id) ?? new Map<number, number>();
  known.set(status, (known.get(status) ?? 0) + 1);
  statuses.set(operation.id, known);
}

function note({ complaints }: Outcome, asked: Asked, complaint: string): void {
  const { operation, method, target, headers, body, as } = asked;
  const kind = `${operation.method} ${operation.path} ${complaint.split(":")[0] ?? ""}`;
  const request = `${method} ${target.slice(0, 500)} as ${as} ${JSON.stringify(headers).slice(0, 300)} ${body?.slice(0, 1_000) ?? ""}`;
  if (!complaints.has(kind)) complaints.set(kind, `${complaint}\n    ${request}`);
}
