import { setTimeout as pause } from "node:timers/promises";
import type { BenchChain } from "../chain/bench-chain.ts";
import { headNumber } from "../chain/bench-chain.ts";
import { trueRows } from "../chain/truth.ts";
import type { SubjectRun } from "../subject-run.ts";

const WATCH_MILLISECONDS = 10;

/** One statement, so that state, block and rows are of the same moment. */
const CLAIM = `
  SELECT state, number::int AS number, (SELECT count(*)::int FROM event_anchor.event_anchored) AS rows FROM event_anchor.chain_cursor`;

interface Claim {
  state: string;
  number: number;
  rows: number;
}

export interface Claims {
  /** Times that it said ready and lacked rows, or had too many, up to the block it claimed. */
  falselyReady: number;
  /** Every state that was seen. */
  states: Set<string>;
  /** The most rows that were ever there, less the fewest afterwards: rows that went away again. */
  lostRows: number;
}

/** Asks again and again what ours says of itself. The returned function ends that, and compares each claim with the chain. */
export function watchClaims(run: SubjectRun, chain: BenchChain): () => Promise<Claims> {
  const claims: Claim[] = [];
  let isStopped = false;
  const watching = (async () => {
    while (!isStopped) {
      // Before its tables exist it claims nothing.
      const [claim] = await run.sql.query<Claim>(CLAIM).then(
        ({ rows }) => rows,
        () => [],
      );
      if (claim) claims.push(claim);
      await pause(WATCH_MILLISECONDS);
    }
  })();
  return async () => {
    isStopped = true;
    await watching;
    const numbers = (await trueRows(chain, chain.fromBlock, await headNumber(chain))).map(([number]) => Number(number));
    const upTo = (number: number) => numbers.filter((one) => one <= number).length;
    return {
      falselyReady: claims.filter(({ state, number, rows }) => state === "ready" && rows !== upTo(number)).length,
      states: new Set(claims.map(({ state }) => state)),
      lostRows: lost(claims),
    };
  };
}

function lost(claims: readonly Claim[]): number {
  let most = 0;
  let worst = 0;
  for (const { rows } of claims) {
    most = Math.max(most, rows);
    worst = Math.max(worst, most - rows);
  }
  return worst;
}
