import { getAddress, isAddressEqual } from "viem/utils";
import type { Address } from "../schemas/primitives.ts";
import { ROLE } from "../typed-data/roles.ts";
import { actorProblem } from "../verify/actors.ts";
import type { ChainReader } from "../verify/chain-reader.ts";
import { readBlock } from "../verify/rpc/block.ts";
import type { RpcRequest } from "../verify/rpc/json-rpc.ts";
import { createRpcReader } from "../verify/rpc-reader.ts";
import type { Trusted } from "../verify/run.ts";
import { failed, passed, stepOf, unknown, type Finding } from "../verify/step.ts";
import { timeText } from "../verify/time-text.ts";
import { outcomeOf, type Step, type Verdict } from "../verify/verdict.ts";
import type { FoundCheckpoint } from "./checkpoint-check.ts";
import { rowsInWords, type AuditFinding } from "./findings.ts";
import { headProblem } from "./head-problem.ts";
import type { ReadDump } from "./read-dump.ts";
import { readCheckpointRoots, type RootOnChain } from "./read-roots.ts";

export type AuditStepId = "rows" | "chain" | "authors" | "anchored" | "complete" | "finality" | "head";

export interface AuditVerdict extends Verdict<AuditStepId> {
  entries: number;
  findings: readonly AuditFinding[];
}

export interface AuditTrust {
  trusted: Trusted;
  /** Accounts that may anchor although the contract does not call them anchorers. */
  authors?: readonly Address[];
  /** The dump was made then, in seconds since 1970: what was anchored later need not be in it. Now, when absent. */
  until?: number;
  /** The same as a block, which no other has the time of: what was anchored in later ones need not be in the dump. */
  untilBlock?: number;
}

/** A checkpoint that the chain does not have after so long will not come by itself. */
const LATE_SECONDS = 3_600;

/**
 * Holds a dump of the audit log against the chain. Only the node is asked.
 *
 * @param request asks a node of the reader's choice
 */
export async function verifyDump(dump: ReadDump, request: RpcRequest, trust: AuditTrust): Promise<AuditVerdict> {
  const roots = rootsReader(dump, request, trust.trusted.supplyChain);
  const checks: Record<AuditStepId, () => Finding | Promise<Finding>> = {
    rows: () => checkRows(dump),
    chain: () => checkChain(dump, request, trust.trusted),
    authors: async () => checkAuthors(dump, createRpcReader(request), await roots(), trust),
    anchored: async () => checkAnchored(dump.checkpoints, await roots(), (await readBlock(request, "latest")).timestamp),
    complete: async () => checkComplete(dump.checkpoints, await roots(), trust),
    finality: async () => checkFinality(dump.checkpoints, await roots(), (await readBlock(request, "finalized")).number),
    head: () => checkHead(dump),
  };
  const steps: Step<AuditStepId>[] = [];
  for (const id of Object.keys(checks) as AuditStepId[]) {
    const step = await stepOf(id, checks[id]);
    steps.push(step);
    // Rows that contradict each other still tell by their checkpoints what the chain knows; what the chain contradicts tells nothing more.
    if (step.status === "failed" && id !== "rows") break;
  }
  return { outcome: outcomeOf(steps), steps, entries: dump.entries, findings: dump.findings };
}

function checkRows({ findings, wrong, entries, checkpoints }: ReadDump): Finding {
  const [first] = findings;
  if (first !== undefined)
    return failed(wrong === 1 ? first.text : `${first.text} ${wrong - 1} more findings follow from it or stand beside it.`);
  return passed(`All ${entries} rows hold the hash of the row before, and ${checkpoints.length} checkpoints cover them.`);
}

async function checkChain({ header }: ReadDump, request: RpcRequest, trusted: Trusted): Promise<Finding> {
  if (header === undefined) return failed("The dump has no header that names a chain.");
  const { chainId, supplyChain } = header.chain;
  if (chainId !== trusted.chainId) return failed(`The dump is for chain ${chainId}, not for chain ${trusted.chainId} that you trust.`);
  if (!isAddressEqual(supplyChain as Address, trusted.supplyChain))
    return failed(`The dump refers to contract ${supplyChain}, not to ${trusted.supplyChain} that you trust.`);
  const answering = await createRpcReader(request).chainId();
  if (answering !== trusted.chainId) return unknown(`The node answers for chain ${answering}.`);
  return passed(`Contract ${trusted.supplyChain} on chain ${trusted.chainId}, which you trust.`);
}

/**
 * Anybody may anchor; only a service that was registered for it as of its first and its newest checkpoint, or one that the reader names,
 * stands for the log.
 */
async function checkAuthors(
  { header }: ReadDump,
  reader: ChainReader,
  roots: readonly RootOnChain[],
  { trusted, authors = [] }: AuditTrust,
): Promise<Finding> {
  const named = header?.authors ?? [];
  for (const author of named as Address[]) {
    if (authors.some((one) => isAddressEqual(one, author))) continue;
    const own = roots.filter((root) => isAddressEqual(root.author, author));
    for (const root of new Set([own.at(0), own.at(-1)])) {
      const place = root === undefined ? "latest" : { number: root.blockNumber, hash: root.blockHash };
      const actor = await reader.actorOf(trusted.supplyChain, author, place);
      if (actorProblem(actor, author, { time: root?.timestamp ?? Infinity, roles: ROLE.anchorer }) === undefined) continue;
      const when = root === undefined ? "" : ` as of block ${root.blockNumber}, in which it anchored`;
      return failed(`${author} is not registered as a service that anchors${when}: name it with --author if you trust it.`);
    }
  }
  return passed(`Anchored by ${named.join(", ")}, registered for that or named by you.`);
}

function rootsReader({ header }: ReadDump, request: RpcRequest, supplyChain: Address): () => Promise<RootOnChain[]> {
  const read = async () => {
    const authors = [...new Set((header?.authors ?? []).map((author) => getAddress(author) as Address))];
    const lists = authors.map((author) => readCheckpointRoots(request, supplyChain, { author, fromBlock: header?.chain.fromBlock ?? 0 }));
    return (await Promise.all(lists)).flat();
  };
  let answer: Promise<RootOnChain[]> | undefined;
  return () => (answer ??= read());
}

/** Every checkpoint of the dump is on chain; only the newest may still be on their way. */
function checkAnchored(checkpoints: readonly FoundCheckpoint[], roots: readonly RootOnChain[], now: number): Finding {
  const onChain = new Set(roots.map(({ root }) => root));
  const absent = checkpoints.filter(({ hash }) => !onChain.has(hash));
  const [first] = absent;
  if (checkpoints.length === 0) return unknown("The dump has no checkpoint, so nothing of it is on chain.");
  if (first === undefined) return passed(`All ${checkpoints.length} checkpoints are on chain.`);
  const words = `Checkpoint ${first.number}, which covers the rows ${rowsInWords(first.rows)}, is not on chain`;
  const newest = checkpoints.at(-1 - absent.length);
  const areNewest = absent.length === checkpoints.length || (newest !== undefined && newest.number < first.number);
  if (!areNewest) return failed(`${words}, and later ones are: it was changed, or rows that it covers were and all hashes made anew.`);
  if (absent.length === checkpoints.length && roots.length > 0) return failed(`${words}, and others are: all of it was written anew.`);
  const ageSeconds = now - Date.parse(first.at) / 1_000;
  if (ageSeconds > LATE_SECONDS)
    return unknown(`${words} after ${Math.floor(ageSeconds / 60)} minutes: it was changed, or nothing is sent.`);
  if (absent.length === checkpoints.length) return unknown(`${words} yet, and no other is.`);
  return passed(`All checkpoints up to ${newest?.number} are on chain, and the next is on its way.`);
}

/** Every checkpoint on chain is in the dump: nothing was cut off its end or out of it. */
function checkComplete(
  checkpoints: readonly FoundCheckpoint[],
  roots: readonly RootOnChain[],
  { until = Infinity, untilBlock = Infinity }: AuditTrust,
): Finding {
  const known = new Set<string>(checkpoints.map(({ hash }) => hash));
  const due = roots.filter(({ timestamp, blockNumber }) => timestamp <= until && blockNumber <= untilBlock);
  const absent = due.filter(({ root }) => !known.has(root));
  const [first] = absent;
  if (first === undefined) return passed(`The dump holds every checkpoint that is on chain: ${new Set(due.map(({ root }) => root)).size}.`);
  const last = checkpoints.findLast(({ hash }) => due.some(({ root }) => root === hash));
  const after = last === undefined ? "its beginning" : `checkpoint ${last.number}`;
  return failed(
    `The chain has ${absent.length} ${absent.length === 1 ? "checkpoint" : "checkpoints"} that the dump lacks, the first of ${timeText(first.timestamp)}: rows behind ${after} were changed or cut off, unless the dump is older; then say when it was made with --until.`,
    { root: first.root, blockNumber: String(first.blockNumber) },
  );
}

function checkFinality(checkpoints: readonly FoundCheckpoint[], roots: readonly RootOnChain[], finalBlock: number): Finding {
  const final = new Set(roots.filter(({ blockNumber }) => blockNumber <= finalBlock).map(({ root }) => root));
  const last = checkpoints.findLast(({ hash }) => final.has(hash));
  if (last !== undefined && last === checkpoints.at(-1))
    return passed(`Final: the chain will undo no checkpoint (final up to block ${finalBlock}).`);
  if (last === undefined) return unknown("No checkpoint is final yet.");
  return passed(
    `Final up to checkpoint ${last.number} (block ${finalBlock}); the younger ones can still be undone, and would be sent again.`,
  );
}

async function checkHead({ head, header, uncovered }: ReadDump): Promise<Finding> {
  if (head === undefined) return failed("The dump has no signed head.");
  const problem = await headProblem(head, header?.authors ?? [], header?.chain);
  if (problem !== undefined) return failed(problem);
  return passed(
    uncovered === 0
      ? `${head.account} signed that the streams stood so at ${head.at}.`
      : `${head.account} signed that the streams stood so at ${head.at}; the newest ${uncovered} rows rest on that until they are anchored.`,
  );
}
