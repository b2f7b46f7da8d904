import { actorsProjection } from "../modules/chain/indexer/actors.projection.ts";
import { anchorsProjection } from "../modules/chain/indexer/anchors.projection.ts";
import { stateDigest } from "../modules/chain/indexer/state-digest.ts";
import { custodyProjection } from "../modules/custody/custody.projection.ts";
import type { Io } from "./token.ts";
import { withDatabase } from "./with-database.ts";

/**
 * `state-digest`: prints one hash over all that was made of the chain's logs, and the block it is of. Two installations that follow the
 * same contract print the same line at the same block.
 */
export async function run(_args: readonly string[], io: Io): Promise<number> {
  return withDatabase(io, async (ctx) => {
    await ctx.tx.query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    const { block, digest, tables } = await stateDigest(ctx, [actorsProjection, anchorsProjection, custodyProjection]);
    io.stdout.write(`${digest} ${block ? `${block.number} ${block.hash}` : "nothing indexed"}\n`);
    for (const [table, hash] of Object.entries(tables)) io.stderr.write(`${hash} ${table}\n`);
    return 0;
  });
}
