import { readIndexFile } from "./index-file.ts";
import { connectBeside } from "./store/connection.ts";
import { ensureSchema } from "./store/feed-schema.ts";
import { finishIndexes } from "./store/indexes.ts";

/** Where a feed is read from does not matter to its tables. */
const NO_CHAIN = { id: 0, rpcUrl: "", wsUrl: "", finalityDepth: 0 };

/**
 * Makes the tables of all feeds of INDEX_FILE, for an indexer that may not. Their indexes come with them, so a backfill takes longer than with an
 * indexer that makes them behind it.
 *
 * @returns the schemas
 * @throws {Error} as `readIndexFile`
 */
export async function makeFeedSchemas(ownerUrl: string, indexFile: string | null): Promise<string[]> {
  const feeds = indexFile === null ? [] : readIndexFile(indexFile, NO_CHAIN);
  for (const { feed, tables } of feeds) {
    const connection = await connectBeside(ownerUrl, feed.schema);
    try {
      await ensureSchema(connection, feed, tables);
      await finishIndexes({ connection, feed, ...tables });
    } finally {
      await connection.close();
    }
  }
  return feeds.map(({ feed }) => feed.schema);
}
