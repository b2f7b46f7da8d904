import type { FinalChain } from "./chain.ts";
import type { Dump } from "./dump.ts";
import { differences, type Finding } from "./findings.ts";
import { storedLogText, logText } from "./rows.ts";

/** Schema of a further feed that follows the product's own contract. */
export const FURTHER_FEED = "beside";

/** A further feed stands at the head as well, and holds the chain's logs and a row for each anchor, both ways. */
export function checkFurtherFeed(dump: Dump, { logs, head }: Pick<FinalChain, "logs" | "head">): Finding[] {
  const [cursor] = dump.rows("chain_cursor");
  const known = logs.filter(({ event }) => event !== undefined);
  const anchors = known.flatMap(({ event, blockNumber, logIndex }) =>
    event?.name === "Anchored" ? [`${blockNumber} ${logIndex} ${String(event.args["index"])} ${String(event.args["root"])}`] : [],
  );
  const stored = dump
    .rows("anchored")
    .map((row) => ["block_number", "log_index", "index", "root"].map((name) => String(row[name])).join(" "));
  return [
    ...(cursor?.["hash"] === head.hash ? [] : [`${FURTHER_FEED}: stands at ${String(cursor?.["number"])}, the head is ${head.number}`]),
    ...differences(`${FURTHER_FEED}.chain_logs`, known.map(logText), dump.rows("chain_logs").map(storedLogText)),
    ...differences(`${FURTHER_FEED}.anchored`, anchors, stored),
  ];
}
