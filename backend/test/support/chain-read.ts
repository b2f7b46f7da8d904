import { insertCursor, type Cursor, type FeedState } from "../../src/modules/chain/indexer/cursor.store.ts";
import { word } from "./chain-world.ts";

/** A client or a pool of Postgres. */
interface Connection {
  query(sql: string, parameters?: unknown[]): Promise<{ rows: unknown[] }>;
}

const blockOf = (number: number) => ({ number, hash: word(number), timestamp: number });

/** Has the read model of the chain stand at its seventh block, as if an indexer had read up to there. */
export async function placeCursor(connection: Connection, state: FeedState = "ready", head = 7): Promise<void> {
  await connection.query("DELETE FROM chain_cursor");
  const cursor: Cursor = {
    ...{ chainId: 1, definition: "d", baseNumber: 0, indexed: blockOf(7), head: blockOf(head), safe: null, final: null, state },
    ...{ reason: null, counts: {}, provenNumber: null, healedLogs: 0 },
  };
  const sql = { query: async <Rows>(text: string, parameters?: unknown[]) => (await connection.query(text, parameters)).rows as Rows };
  await insertCursor(sql, cursor, new Date());
}
