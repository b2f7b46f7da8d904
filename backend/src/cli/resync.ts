import { actorsProjection } from "../modules/chain/indexer/actors.projection.ts";
import { anchorsProjection } from "../modules/chain/indexer/anchors.projection.ts";
import { resetReadModel } from "../modules/chain/indexer/reset.ts";
import { custodyProjection } from "../modules/custody/custody.projection.ts";
import type { Io } from "./token.ts";
import { withDatabase } from "./with-database.ts";

/**
 * `resync`: forgets all that came from the chain; the running indexer reads it again from the deployment on. For an indexer that halted
 * after a reorg below finality, once the node is trusted again. Statements, batches and signatures are not touched.
 */
export async function run(_args: readonly string[], io: Io): Promise<number> {
  return withDatabase(io, async (ctx) => {
    // Handovers follow their transactions again as soon as the relayer has looked them up.
    await resetReadModel(ctx, [actorsProjection, anchorsProjection, custodyProjection], {});
    io.stderr.write("The read model is empty; a running indexer fills it again. `state-digest` shows when it is equal.\n");
    return 0;
  });
}
