import type { FinalChain } from "./chain.ts";
import type { Dump, Row } from "./dump.ts";
import { some, type Finding } from "./findings.ts";
import { batchRootOf } from "./merkle.ts";

/** What the checker needs of a line of the client's history. */
export interface HistoryLine {
  type: "invoke" | "ok" | "fail" | "unknown";
  action: string;
  key: string;
  value: Record<string, unknown>;
}

/** Nothing that was acknowledged is lost, nothing has happened twice, and nothing of what was refused has happened. */
export function checkPromises(history: readonly HistoryLine[], dump: Dump, chain: FinalChain, relayer: string): Finding[] {
  const outcomes = outcomesOf(history);
  return [
    ...checkCaptures(outcomes, dump),
    ...checkBatches(dump, chain, relayer),
    ...checkCustodyCalls(outcomes, dump, chain),
    ...some("a business key was used twice", repeated(dump.rows("transactions").map((row) => String(row["business_key"])))),
  ];
}

export type Outcomes = ReadonlyMap<string, { isAcknowledged: boolean; value: Record<string, unknown> }>;

/** By key: repeats of one business are one business. A later refusal does not take an acknowledgement back. */
export function outcomesOf(history: readonly HistoryLine[]): Outcomes {
  const outcomes = new Map<string, { isAcknowledged: boolean; value: Record<string, unknown> }>();
  for (const { type, key, value } of history)
    outcomes.set(key, { isAcknowledged: (outcomes.get(key)?.isAcknowledged ?? false) || type === "ok", value });
  return outcomes;
}

/** What callers of an action were told is done. */
export function acknowledged(outcomes: Outcomes, action: string): Record<string, unknown>[] {
  return [...outcomes].filter(([key, { isAcknowledged }]) => key.startsWith(`${action}:`) && isAcknowledged).map(([, { value }]) => value);
}

function checkCaptures(outcomes: Outcomes, dump: Dump): Finding[] {
  const stored = new Map(dump.rows("statements").map((row) => [String(row["commitment"]), row]));
  const commitments = acknowledged(outcomes, "capture").map(({ commitment }) => String(commitment));
  const leaves = dump
    .rows("batch_leaves")
    .filter(({ kind }) => kind === "commitment")
    .map(({ value }) => String(value));
  const inBatches = new Set(leaves);
  return [
    ...some(
      "acknowledged captures that are lost",
      commitments.filter((one) => !stored.has(one)),
    ),
    ...some(
      "statements that are in no batch",
      [...stored.keys()].filter((one) => !inBatches.has(one)),
    ),
    ...some("commitments in two batches", repeated(leaves)),
    ...some(
      "leaves without a statement",
      leaves.filter((one) => !stored.has(one)),
    ),
    ...some(
      "statements that nobody sent",
      [...stored.keys()].filter((one) => !outcomes.has(`capture:${one}`)),
    ),
  ];
}

/** Each batch has the root of its leaves, follows the one before, and is on the chain exactly once by our own account. */
function checkBatches(dump: Dump, { logs }: FinalChain, relayer: string): Finding[] {
  const batches = dump.rows("batches").sort((one, other) => Number(one["id"]) - Number(other["id"]));
  const ours = logs
    .filter(({ event }) => event?.name === "Anchored" && String(event.args["author"]).toLowerCase() === relayer.toLowerCase())
    .map(({ event }) => String(event?.args["root"]));
  const leaves = Map.groupBy(dump.rows("batch_leaves"), (row) => String(row["batch_id"]));
  const transactions = new Map(dump.rows("transactions").map((row) => [String(row["business_key"]), row]));
  const wrong: string[] = [];
  let previous = `0x${"0".repeat(64)}`;
  for (const { id, root, previous_root: claimed } of batches) {
    const values = (leaves.get(String(id)) ?? [])
      .sort((one, other) => Number(one["position"]) - Number(other["position"]))
      .map(({ value }) => String(value));
    if (claimed !== previous || values[0] !== previous) wrong.push(`batch ${String(id)} does not follow the one before`);
    if (batchRootOf(values) !== root) wrong.push(`batch ${String(id)} has another root than its leaves`);
    const count = ours.filter((one) => one === root).length;
    if (count !== 1) wrong.push(`batch ${String(id)} is on the chain ${count} times (${fateOf(transactions.get(`anchor:${String(id)}`))})`);
    previous = String(root);
  }
  const roots = new Set(batches.map(({ root }) => String(root)));
  return [
    ...some("batches", wrong),
    ...some(
      "anchors of ours without a batch",
      ours.filter((root) => !roots.has(root)),
    ),
  ];
}

/** What the relayer says of a transaction, for whoever has to find out why. */
function fateOf(transaction: Row | undefined): string {
  if (!transaction) return "no transaction";
  const { state, problem_code: code, problem_detail: detail, block_number: block, gas_limit: gas, tries } = transaction;
  return [`${String(state)} in block ${String(block)}, gas ${String(gas)}, ${String(tries)} tries`, code, detail]
    .filter(Boolean)
    .join(", ");
}

function checkCustodyCalls(outcomes: Outcomes, dump: Dump, { logs }: FinalChain): Finding[] {
  const opened = logs
    .filter(({ event }) => event?.name === "Opened")
    .map(({ event }) => `open ${event?.args["unit"]} ${event?.args["holder"]}`);
  const moved = logs
    .filter(({ event }) => event?.name === "HandedOver")
    .map(({ event }) => `accept ${event?.args["unit"]} ${event?.args["seq"]} ${event?.args["from"]} ${event?.args["to"]}`);
  // Addresses are written in two ways: with and without a checksum in their letters.
  const effects = [...opened, ...moved].map((one) => one.toLowerCase());
  const present = new Set(effects);
  const wanted = [
    ...acknowledged(outcomes, "open").map(({ unit, holder }) => `open ${String(unit)} ${String(holder)}`),
    ...acknowledged(outcomes, "accept").map(
      ({ unit, seq, from, to }) => `accept ${String(unit)} ${String(seq)} ${String(from)} ${String(to)}`,
    ),
  ].map((one) => one.toLowerCase());
  const refused = dump.rows("transactions").filter(({ state }) => state === "failed" || state === "reverted");
  const fates = refused.map((row) => `${String(row["business_key"])} ${fateOf(row)}`).join("; ");
  return [
    ...some(
      "acknowledged custody that is not on the chain",
      wanted.filter((one) => !present.has(one)).map((one) => `${one} (refused: ${fates})`),
    ),
    ...some("custody that happened twice", repeated(effects)),
  ];
}

function repeated(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}
