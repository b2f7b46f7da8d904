import type { App } from "../../../platform/app.ts";
import type { Readiness } from "../../../platform/module.ts";
import type { Queryable } from "../../../platform/context.ts";
import { readCursor, type Cursor, type FeedState } from "./cursor.store.ts";
import { mainChain } from "./indexer.ts";
import { readIndexFile } from "./index-file.ts";
import { LEADER_EXISTS } from "./store/connection.ts";

/** One feed as it stands in the database. */
export interface FeedView {
  name: string;
  chainId: number;
  /** Null before its first block. */
  cursor: Cursor | null;
  /** Whether some process follows it now. */
  isFollowed: boolean;
}

/** The product's own feed, then those of INDEX_FILE. */
export async function listFeeds({ config, db }: Pick<App, "config" | "db">): Promise<FeedView[]> {
  const sql: Queryable = db.dataSource.manager;
  const chain = mainChain(config);
  const more = config.indexFile === null ? [] : readIndexFile(config.indexFile, chain).map(({ feed }) => feed);
  const feeds = [{ schema: "public", chain }, ...more];
  return Promise.all(
    feeds.map(async ({ schema, chain: { id } }) => {
      const [known] = await sql.query<{ exists: boolean; followed: boolean }[]>(
        `SELECT to_regclass($2) IS NOT NULL AS exists, ${LEADER_EXISTS} AS followed`,
        [schema, `"${schema}".chain_cursor`],
      );
      return {
        name: schema,
        chainId: id,
        cursor: known?.exists ? await readCursor(sql, schema) : null,
        isFollowed: known?.followed === true,
      };
    }),
  );
}

/** What is not complete must not be served as if it were; a node that lags, or an indexer that is away, only makes it old. */
const STATES: Readonly<Record<FeedState, Readiness["state"]>> = Object.freeze({
  ready: "ok",
  behind: "degraded",
  loading: "down",
  incomplete: "down",
  halted: "down",
  foreign: "down",
});

/** The worst of all feeds, with its reason. */
export async function feedsReadiness(app: Pick<App, "config" | "db">): Promise<Readiness> {
  const { deployment } = app.config.chain;
  const answers = (await listFeeds(app)).map(({ name, chainId, cursor, isFollowed }): Readiness => {
    if (!cursor) return { state: "degraded", reason: `Nothing of the feed ${name} has been indexed yet.` };
    if (cursor.chainId !== chainId || (name === "public" && cursor.definition !== deployment.supplyChain))
      return { state: "down", reason: "The database holds the index of another chain or contract." };
    const state = STATES[cursor.state];
    if (state !== "ok") return { state, reason: cursor.reason ?? `The feed ${name} is ${cursor.state}.` };
    return isFollowed ? { state } : { state: "degraded", reason: `No process follows the feed ${name}.` };
  });
  const order: Readiness["state"][] = ["down", "degraded", "ok"];
  return answers.sort((one, other) => order.indexOf(one.state) - order.indexOf(other.state))[0] ?? { state: "ok" };
}
