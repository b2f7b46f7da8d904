import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { withClient } from "../../../scripts/services/postgres.ts";
import { waitFor } from "../../../scripts/services/wait-for.ts";
import { ROOT } from "../../../scripts/start/root.ts";
import type { Finding } from "../checker/findings.ts";
import { startCluster } from "./cluster.ts";
import { environmentOf } from "./environment.ts";
import type { Worker } from "./worker.ts";

const RESYNC_MILLISECONDS = 60_000;

/** Whether the read model of a run has the digest of one that a fresh indexer makes of the same chain, without any fault. */
export async function compareWithFreshIndex(worker: Worker, databaseUrl: string, rpcUrl: string, headHash: string): Promise<Finding[]> {
  const { server, base } = worker;
  const name = await worker.createDatabase();
  const freshUrl = server.directUrl(name);
  const cluster = await startCluster(
    [{ name: "witness", roles: "indexer" }],
    environmentOf(base, { databaseUrl: freshUrl, rpcUrl, port: 0 }),
  );
  try {
    await waitFor(
      () =>
        withClient(freshUrl, async (client) => {
          const { rows } = await client.query<{ hash: string }>("SELECT '0x' || encode(hash, 'hex') AS hash FROM chain_cursor");
          return rows[0]?.hash === headHash;
        }),
      { what: "a fresh index", deadlineMilliseconds: RESYNC_MILLISECONDS },
    );
  } finally {
    await cluster.stop();
  }
  const [run, fresh] = await Promise.all([digestOf(databaseUrl), digestOf(freshUrl)]);
  await server.drop(name);
  return run === fresh ? [] : [`state-digest: ${run} after the run, ${fresh} afresh`];
}

async function digestOf(databaseUrl: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(ROOT, "scripts/cli/main.ts"), "state-digest"], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: databaseUrl },
  });
  return stdout.trim();
}
