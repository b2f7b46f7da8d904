import { parseArgs } from "node:util";
import { reproject } from "../modules/chain/indexer/rebuild/reproject.ts";
import { recordRebuild } from "./record-rebuild.ts";
import type { Io } from "./token.ts";
import { withFeed } from "./with-feeds.ts";

/**
 * `reproject [--feed <name>]`: makes the tables of a feed again from its stored raw logs, with the code as it is now. Needs no node, and the old
 * tables are read and written until the new ones take their place. For a projection that was changed.
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { feed: { type: "string", default: "public" } } });
  return withFeed(io, values.feed, async ({ app, plan }) => {
    const { rows, seconds } = await reproject(app.config.databaseUrl.reveal(), plan);
    await recordRebuild(app, { action: "feed.reprojected", subject: values.feed });
    for (const [table, count] of Object.entries(rows)) io.stdout.write(`${table} ${count}\n`);
    io.stderr.write(`Rebuilt in ${seconds.toFixed(2)} s.\n`);
    return 0;
  });
}
