import { parseArgs } from "node:util";
import { resync } from "../modules/chain/indexer/rebuild/resync.ts";
import { whyNotSpare, WORKSHOP } from "./spare-schema.ts";
import { recordRebuild } from "./record-rebuild.ts";
import type { Io } from "./token.ts";
import { withFeed } from "./with-feeds.ts";

/**
 * `resync [--into <schema>] [--feed <name>] [--keep]`: reads everything of a feed from its node again, beside the running read model, prints both
 * digests, and swaps them. For an indexer that halted after a reorg below finality, once the node is trusted again, and for anybody who doubts.
 * With `--keep` nothing is swapped.
 *
 * @returns 0; 1 with one sentence on standard error; 2 with `--keep` when the digests differ
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      into: { type: "string", default: WORKSHOP },
      feed: { type: "string", default: "public" },
      keep: { type: "boolean", default: false },
    },
  });
  return withFeed(io, values.feed, async ({ app, plan, nodes }) => {
    const obstacle = await whyNotSpare(app.config.databaseUrl.reveal(), values.into, plan);
    if (obstacle !== null) {
      io.stderr.write(`${obstacle}\n`);
      return 1;
    }
    const { before, after, isSwapped } = await resync(app, plan, nodes, { into: values.into, keepsLive: values.keep });
    const isEqual = before.digest === after.digest;
    await recordRebuild(app, { action: "feed.reread", subject: values.feed, details: { isEqual, isSwapped } });
    io.stdout.write(`${after.digest} ${after.block?.number ?? 0} ${after.block?.hash ?? "nothing indexed"}\n`);
    io.stderr.write(
      isEqual ? "Equal to what was there.\n" : `What was there had ${before.digest} at block ${before.block?.number ?? "none"}.\n`,
    );
    io.stderr.write(
      isSwapped ? "The new read model is in its place.\n" : `The new read model is in the schema ${values.into}; nothing was swapped.\n`,
    );
    return isEqual || isSwapped ? 0 : 2;
  });
}
