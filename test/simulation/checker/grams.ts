import { toBeHex } from "ethers";
import { TOKEN } from "./abi.ts";
import type { ChainLog, FinalChain } from "./chain.ts";
import type { Dump, Row } from "./dump.ts";
import { differences, some, type Finding } from "./findings.ts";
import { acknowledged, outcomesOf, type HistoryLine } from "./promises.ts";

const NOBODY = `0x${"0".repeat(40)}`;

interface GramsEvent {
  name: string;
  place: string;
  args: Record<string, string | bigint>;
}

/** No gram is lost or made, the rows say what the chain says, and each retirement that was acknowledged is there once, or refused with a reason. */
export async function checkGrams(history: readonly HistoryLine[], dump: Dump, chain: FinalChain): Promise<Finding[]> {
  const events = chain.logs.flatMap(gramsEventOf);
  return [...(await checkConservation(events, chain)), ...checkGramsRows(events, dump), ...checkRetirements(history, events, dump)];
}

function gramsEventOf({ topics, data, blockNumber, logIndex, event }: ChainLog): GramsEvent[] {
  const parsed = event === undefined ? TOKEN.parseLog({ topics: [...topics], data }) : null;
  return parsed === null ? [] : [{ name: parsed.name, place: `${blockNumber} ${logIndex}`, args: parsed.args.toObject() }];
}

/** held + buffer = issued - retired - cancelled, with what is held added up from transfers alone, and the contract of the same opinion. */
async function checkConservation(events: readonly GramsEvent[], chain: FinalChain): Promise<Finding[]> {
  const wrong: string[] = [];
  for (const { id } of named("Issued", events)) {
    const own = events.filter(({ args }) => args["id"] === id);
    const balances = new Map<string, bigint>();
    const add = (account: string, grams: bigint) => balances.set(account, (balances.get(account) ?? 0n) + grams);
    for (const { from, to, value } of named("TransferSingle", own)) {
      add(String(from), -(value as bigint));
      add(String(to), value as bigint);
    }
    balances.delete(NOBODY);
    const held = [...balances.values()].reduce((sum, grams) => sum + grams, 0n);
    const claimed = named("Retired", own).reduce((sum, { amount }) => sum + (amount as bigint), 0n);
    const { issued, retired, cancelled, buffer } = (await chain.tokenView("batchOf", [id])) as Record<string, bigint>;
    if (held + (buffer ?? 0n) !== (issued ?? 0n) - (retired ?? 0n) - (cancelled ?? 0n)) wrong.push(`${id}: ${held} are held`);
    if (retired !== claimed) wrong.push(`${id}: ${claimed} were claimed, ${retired} are retired`);
    for (const [account, grams] of balances)
      if ((await chain.tokenView("balanceOf", [account, id])) !== grams) wrong.push(`${id}: ${account} has not ${grams}`);
  }
  return some("grams", wrong);
}

function checkGramsRows(events: readonly GramsEvent[], dump: Dump): Finding[] {
  const told = (name: string, textOf: (args: GramsEvent["args"]) => unknown[]): string[] =>
    events.flatMap(({ name: of, place, args }) => (of === name ? [text(place, ...textOf(args))] : []));
  const retired = told("Retired", ({ retirementId, id, holder, beneficiary, amount, note }) => [
    ...[retirementId, keyOf(id), holder, beneficiary, amount, note],
  ]);
  const moved = told("TransferSingle", ({ from, to, id, value }) => [accountOf(from), accountOf(to), keyOf(id), value]);
  return [
    ...differences("credit_retirements", retired, dump.rows("credit_retirements").map(storedRetirementText)),
    ...differences("credit_moves", moved, dump.rows("credit_moves").map(storedMoveText)),
  ];
}

function storedRetirementText(row: Row): string {
  const columns = ["retirement", "batch", "holder", "beneficiary", "grams", "note"];
  return text(`${String(row["block_number"])} ${String(row["log_index"])}`, ...columns.map((name) => row[name]));
}

function storedMoveText({ block_number: block, log_index: index, from_account: from, to_account: to, lines }: Row): string {
  const [line] = lines as { batch: string; grams: string }[];
  return text(`${String(block)} ${String(index)}`, from, to, line?.batch, line?.grams);
}

/** Who asks tells one retirement from the next by its note. */
function checkRetirements(history: readonly HistoryLine[], events: readonly GramsEvent[], dump: Dump): Finding[] {
  const outcomes = outcomesOf(history);
  const made = named("Retired", events).map(({ holder, note }) => businessOf(holder, note));
  const refused = dump.rows("retirement_requests").filter(({ state, reason }) => state === "failed" && reason !== null);
  const settled = new Set([...made, ...refused.map(({ holder, note }) => businessOf(holder, note))]);
  return [
    ...some(
      "acknowledged retirements that are neither on the chain nor refused with a reason",
      acknowledged(outcomes, "retire").flatMap(({ holder, note }) => (settled.has(businessOf(holder, note)) ? [] : [String(note)])),
    ),
    ...some(
      "retirements that happened twice",
      made.filter((one, index) => made.indexOf(one) !== index),
    ),
    ...some(
      "retirements that nobody asked for",
      made.filter((one) => !outcomes.has(one)),
    ),
  ];
}

/** Key of a retirement in the client's history. */
export function businessOf(holder: unknown, note: unknown): string {
  return `retire:${String(holder).toLowerCase()} ${String(note)}`;
}

function named(name: string, events: readonly GramsEvent[]): GramsEvent["args"][] {
  return events.flatMap(({ name: of, args }) => (of === name ? [args] : []));
}

function keyOf(id: unknown): string {
  return toBeHex(id as bigint, 32);
}

function accountOf(account: unknown): unknown {
  return account === NOBODY ? null : account;
}

function text(...parts: unknown[]): string {
  return parts.map((part) => String(part ?? "-").toLowerCase()).join(" ");
}
