import { withClient } from "../../../scripts/services/postgres.ts";
import { waitFor } from "../../../scripts/services/wait-for.ts";
import { FURTHER_FEED } from "../checker/further-feed.ts";
import type { Anvil } from "../../../scripts/services/anvil.ts";

/** Everything whole again, all that was begun must be through after this long, on a busy machine too. */
const DEADLINE_MILLISECONDS = 60_000;

interface Waiting {
  /** Documents whose job is not done. */
  jobs: string;
  statements: string;
  transactions: string;
  open: string;
  indexed: string | null;
  state: string | null;
  logs: string;
  /** Where a further feed stands, and how it is. */
  further: string | null;
}

interface Resting {
  databaseUrl: string;
  contracts: readonly string[];
  fromBlock: number;
  finalityBlocks: number;
  hasFurtherFeed: boolean;
}

/**
 * Lets the run come to rest: blocks go on, until every statement has its batch, every transaction has its end (a refused one may yet be tried again
 * once that is final, and so is a failed anchor), and the read model stands at the head and has found what was withheld from it. Answers how long that took.
 *
 * @throws {Error} saying what was still open, when it never does.
 */
export async function converge(
  anvil: Anvil,
  { databaseUrl, contracts, fromBlock, finalityBlocks, hasFurtherFeed }: Resting,
): Promise<number> {
  const started = performance.now();
  let last: Waiting | undefined;
  await waitFor(
    async () => {
      last = await waiting(databaseUrl, hasFurtherFeed);
      const isSettled = last.jobs === "0" && last.statements === "0" && last.open === "0";
      // Included is nearly there: what is missing are the blocks on top. One block a round otherwise: nothing moves on a chain that stands still.
      if (isSettled && last.transactions !== "0") await anvil.rpc("anvil_mine", [`0x${(finalityBlocks + 1).toString(16)}`]);
      else if (!isSettled) await anvil.rpc("anvil_mine", ["0x1"]);
      const head = (await anvil.rpc("eth_getBlockByNumber", ["latest", false])) as { hash: string };
      if (!isSettled || last.transactions !== "0") return false;
      const range = { fromBlock: `0x${fromBlock.toString(16)}`, toBlock: "latest" };
      const logs = (await anvil.rpc("eth_getLogs", [{ address: contracts, ...range }])) as unknown[];
      last = await waiting(databaseUrl, hasFurtherFeed);
      if (hasFurtherFeed && last.further !== `${head.hash} ready`) return false;
      return last.indexed === head.hash && last.state === "ready" && Number(last.logs) === logs.length;
    },
    { what: "rest", deadlineMilliseconds: DEADLINE_MILLISECONDS, pollMilliseconds: 200 },
  ).catch((error: unknown) => {
    throw new Error(`the run never came to rest: ${JSON.stringify(last)}`, { cause: error });
  });
  return performance.now() - started;
}

function waiting(databaseUrl: string, hasFurtherFeed: boolean): Promise<Waiting> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<Waiting>(
      `SELECT (SELECT count(*) FROM capture_jobs WHERE finished_at IS NULL) AS jobs,
         (SELECT count(*) FROM statements WHERE batch_id IS NULL) AS statements,
         (SELECT count(*) FROM transactions WHERE state = 'included' OR (state = 'reverted' AND NOT settled)) AS transactions,
         (SELECT count(*) FROM transactions WHERE state IN ('queued', 'signed', 'sent', 'unknown')
            OR (state = 'failed' AND business_key LIKE 'anchor:%')) AS open,
         (SELECT '0x' || encode(hash, 'hex') FROM chain_cursor) AS indexed, (SELECT state FROM chain_cursor) AS state,
         (SELECT count(*) FROM chain_logs) AS logs,
         ${hasFurtherFeed ? `(SELECT '0x' || encode(hash, 'hex') || ' ' || state FROM ${FURTHER_FEED}.chain_cursor)` : "NULL"} AS further`,
    );
    if (!rows[0]) throw new Error("an aggregate has a row");
    return rows[0];
  });
}
