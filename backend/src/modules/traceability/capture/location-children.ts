import { isJsonObject, type Json, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import type { Ctx } from "../../../platform/context.ts";
import { identifierKey } from "../query/index/keys.ts";

/** One place that is part of another, as the master data of a document says. Keys as the index of events holds them. */
export interface LocationChild {
  parent: string;
  child: string;
}

/** Vocabularies whose elements are places, by the end of their type (EPCIS 2.0, 7.2 and 6.5). */
const LOCATIONS = /(^|[:/#])(BusinessLocation|ReadPoint)$/;
/** More places than one document needs; the rest is left out. */
const MAX_PAIRS = 10_000;

/** What a document's header says about places inside of others. */
export function locationChildrenOf(document: JsonObject): LocationChild[] {
  const vocabularies = listAt(document, "epcisHeader", "epcisMasterData", "vocabularyList");
  const elements = vocabularies
    .filter(({ type }) => typeof type === "string" && LOCATIONS.test(type))
    .flatMap((vocabulary) => listAt(vocabulary, "vocabularyElementList"));
  const pairs = elements.flatMap(({ id, children }) =>
    typeof id === "string" && Array.isArray(children)
      ? children
          .filter((child): child is string => typeof child === "string")
          .map((child) => ({ parent: identifierKey(id), child: identifierKey(child) }))
      : [],
  );
  return pairs.slice(0, MAX_PAIRS);
}

/** Keeps what an organisation says of its places; saying it again changes nothing. In order, so that two captures cannot wait for each other. */
export async function storeLocationChildren(ctx: Pick<Ctx, "tx">, account: string, pairs: readonly LocationChild[]): Promise<void> {
  if (pairs.length === 0) return;
  await ctx.tx.query(
    `INSERT INTO location_children (account, parent, child)
     SELECT $1, parent, child FROM unnest($2::text[], $3::text[]) AS p (parent, child) ORDER BY parent, child ON CONFLICT DO NOTHING`,
    [account, pairs.map(({ parent }) => parent), pairs.map(({ child }) => child)],
  );
}

function listAt(holder: JsonObject, ...path: readonly string[]): JsonObject[] {
  const value = path.reduce<Json | undefined>((found, name) => (isJsonObject(found) ? found[name] : undefined), holder);
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
