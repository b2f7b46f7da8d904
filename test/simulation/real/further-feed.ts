import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runDirectory } from "../../support/resources.ts";
import { CONTRACT } from "../checker/abi.ts";
import { FURTHER_FEED } from "../checker/further-feed.ts";
import type { Base } from "./base.ts";

/** Writes an INDEX_FILE that follows the product's own contract once more, beside it: what it holds can be judged by the same chain. */
export function writeIndexFile({ deployment }: Base): string {
  const abi = (JSON.parse(CONTRACT.formatJson()) as { type: string }[]).filter(({ type }) => type === "event");
  const feed = { name: FURTHER_FEED, address: deployment.supplyChain, fromBlock: deployment.fromBlock, abi, count: { Anchored: "size()" } };
  const path = join(runDirectory(), "sim-index.json");
  writeFileSync(path, JSON.stringify({ feeds: [feed] }));
  return path;
}
