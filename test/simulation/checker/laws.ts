import { leafOf, rootOf, withLeaf, type Peak } from "./merkle.ts";
import type { FinalChain } from "./chain.ts";
import type { Dump } from "./dump.ts";
import { some, type Finding } from "./findings.ts";
import { checkGrams } from "./grams.ts";
import type { HistoryLine } from "./promises.ts";

/** What must hold of any chain and any database, whoever did what: custody, the log's root, grams, the audit trail. */
export async function checkLaws(history: readonly HistoryLine[], dump: Dump, chain: FinalChain): Promise<Finding[]> {
  return [
    ...(await checkCustody(dump, chain)),
    ...(await checkLog(chain)),
    ...(await checkReads(history, chain)),
    ...(await checkGrams(history, dump, chain)),
  ];
}

/** A unit has one holder at a time: every step begins where the one before ended, each seq is used once, and nothing follows the end. */
async function checkCustody(dump: Dump, chain: FinalChain): Promise<Finding[]> {
  const wrong: string[] = [];
  const steps = dump
    .rows("custody_steps")
    .sort(
      (one, other) => Number(one["block_number"]) - Number(other["block_number"]) || Number(one["log_index"]) - Number(other["log_index"]),
    );
  for (const [unit, own] of Map.groupBy(steps, (row) => String(row["unit"]))) {
    let before: (typeof own)[number] | undefined;
    for (const step of own) {
      const isFirst = before === undefined;
      if (isFirst !== (step["kind"] === "opened")) wrong.push(`${unit} begins with ${String(step["kind"])}`);
      else if (before && Number(step["seq"]) !== Number(before["seq_after"])) wrong.push(`${unit} jumps to seq ${String(step["seq"])}`);
      else if (before && step["from_account"] !== before["holder"]) wrong.push(`${unit} was taken from somebody who did not hold it`);
      else if (before?.["status"] === "closed") wrong.push(`${unit} goes on after its end`);
      before = step;
    }
    const { holder, seq } = (await chain.view("custodyOf", [unit])) as { holder: string; seq: bigint };
    const told = `${String(before?.["holder"])} ${String(before?.["seq_after"])}`;
    if (`${holder} ${seq}`.toLowerCase() !== told.toLowerCase()) wrong.push(`${unit} is elsewhere by the contract`);
  }
  return some("custody", wrong);
}

/** The contract's own root is that of the leaves its events tell: the chain that was read is whole. */
async function checkLog(chain: FinalChain): Promise<Finding[]> {
  const anchored = chain.logs.filter(({ event }) => event?.name === "Anchored");
  const peaks = anchored.reduce<Peak[]>(
    (before, { event, timestamp }) => withLeaf(before, leafOf(String(event?.args["root"]), String(event?.args["author"]), timestamp)),
    [],
  );
  const head = await chain.view("head", []);
  return rootOf(peaks) === head ? [] : ["the log's root is not that of its events: the checker's own reading is incomplete"];
}

/** What was once shown as final is on the chain for good. */
async function checkReads(history: readonly HistoryLine[], chain: FinalChain): Promise<Finding[]> {
  const wrong: string[] = [];
  for (const { action, type, value } of history) {
    if (action !== "read" || type !== "ok") continue;
    if ((await chain.hashOf(Number(value["blockNumber"]))) !== value["blockHash"])
      wrong.push(`anchor ${String(value["index"])} in block ${String(value["blockNumber"])}`);
  }
  return some("shown as final, and gone", wrong);
}
