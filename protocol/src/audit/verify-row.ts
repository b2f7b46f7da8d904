import { isAddressEqual } from "viem/utils";
import type { Address } from "../schemas/primitives.ts";
import { ROLE } from "../typed-data/roles.ts";
import { actorProblem } from "../verify/actors.ts";
import { readBlock } from "../verify/rpc/block.ts";
import type { RpcRequest } from "../verify/rpc/json-rpc.ts";
import { createRpcReader } from "../verify/rpc-reader.ts";
import type { Trusted } from "../verify/run.ts";
import { failed, passed, stepOf, unknown, type Finding } from "../verify/step.ts";
import { outcomeOf, type Step, type Verdict } from "../verify/verdict.ts";
import { auditHash, auditText, type AuditEntry } from "./entry.ts";
import { headProblem } from "./head-problem.ts";
import { findCheckpointRoot, type RootOnChain } from "./read-roots.ts";
import { rootOfRowProof, type AuditRowProof } from "./row-proof.ts";
import type { SignedAuditHead } from "./signed-head.ts";

export type RowStepId = "hash" | "head" | "chained" | "anchored" | "author" | "finality";

/** One row of the audit log, and all that can be had about it. */
export interface RowToCheck {
  entry: AuditEntry;
  /** What it is said to hash to. */
  hash: string;
  /** Its path to a checkpoint; null while none covers it. */
  proof: AuditRowProof | null;
  /** Rows of its stream behind it up to the head, in order; only needed without a proof. */
  following: readonly AuditEntry[];
  head: SignedAuditHead;
  /** Index of the checkpoint's anchor in the contract's log, as the service says; null while it has none. */
  anchorIndex: number | null;
}

/**
 * Holds one row of the audit log against a signed head and the chain. Only the node is asked.
 *
 * @param request asks a node of the reader's choice
 */
export async function verifyRow(row: RowToCheck, request: RpcRequest, trusted: Trusted): Promise<Verdict<RowStepId>> {
  let reading: Promise<RootOnChain | undefined> | undefined;
  const anchor = () => (reading ??= readAnchor(row, request, trusted));
  const checks: Record<RowStepId, () => Finding | Promise<Finding>> = {
    hash: () => checkHash(row),
    head: () => checkHead(row, trusted),
    chained: () => checkChained(row),
    anchored: async () => checkAnchored(row, await anchor()),
    author: async () => checkAuthors(row, await anchor(), request, trusted),
    finality: async () => checkFinality(await anchor(), request),
  };
  const steps: Step<RowStepId>[] = [];
  for (const id of Object.keys(checks) as RowStepId[]) {
    steps.push(await stepOf(id, checks[id]));
    if (steps.at(-1)?.status === "failed") break;
  }
  return { outcome: outcomeOf(steps), steps };
}

function checkHash({ entry, hash }: RowToCheck): Finding {
  const computed = auditHash(auditText(entry));
  if (computed !== hash) return failed("The row does not hash to what is said of it.", { said: hash, computed });
  return passed("The row hashes to what is said of it.", { hash });
}

async function checkHead({ head, entry, proof }: RowToCheck, trusted: Trusted): Promise<Finding> {
  const { chainId, supplyChain } = head.chain;
  if (chainId !== trusted.chainId || !isAddressEqual(supplyChain as Address, trusted.supplyChain))
    return failed(`The head is of contract ${supplyChain} on chain ${chainId}, which you do not trust.`);
  const problem = await headProblem(head, [head.account], head.chain);
  if (problem !== undefined) return failed(problem);
  const place = head.heads.find(({ stream }) => stream === entry.stream);
  if (place === undefined || place.sequence < entry.sequence) return failed("The signed head ends before this row: the log was cut.");
  if (proof !== null && (head.checkpoint?.number ?? 0) < proof.checkpoint.number)
    return failed("The signed head ends before the checkpoint that covers this row.");
  return passed(`${head.account} signed that the stream stood at row ${place.sequence} at ${head.at}.`);
}

function checkChained(row: RowToCheck): Finding {
  return row.proof === null ? followToHead(row) : checkPath(row, row.proof);
}

function checkPath({ entry, hash }: RowToCheck, proof: AuditRowProof): Finding {
  if (auditText(proof.entry) !== auditText(entry)) return failed("The proof is of another row.");
  const root = rootOfRowProof(proof);
  const { number, entries } = proof.checkpoint;
  if (root === undefined) return failed(`The row is not among those of checkpoint ${number}.`, { hash, root: proof.checkpoint.root });
  return passed(`It is one of the ${entries} rows that checkpoint ${number} fixes.`, { root: proof.checkpoint.root });
}

/** Each row holds the hash of the one before, and the head that of the last. */
function followToHead({ entry, following, head }: RowToCheck): Finding {
  const place = head.heads.find(({ stream }) => stream === entry.stream);
  let last = entry;
  for (const next of following) {
    if (next.stream !== entry.stream || next.sequence > (place?.sequence ?? 0)) break;
    if (next.sequence !== last.sequence + 1) return unknown(`Row ${last.sequence + 1} of the stream was not given.`);
    if (next.previous !== auditHash(auditText(last))) return failed(`Row ${next.sequence} does not hold the hash of row ${last.sequence}.`);
    last = next;
  }
  if (last.sequence !== place?.sequence) return unknown(`The rows behind ${last.sequence} were not given.`);
  if (place.hash !== auditHash(auditText(last))) return failed("The signed head does not hold the hash of the newest row.");
  return passed(`The signed head follows from it, over ${last.sequence - entry.sequence} rows.`);
}

async function readAnchor({ head, anchorIndex }: RowToCheck, request: RpcRequest, { chainId, supplyChain }: Trusted) {
  const answering = await createRpcReader(request).chainId();
  if (answering !== chainId) throw new Error(`the node answers for chain ${answering}`);
  if (anchorIndex === null) return undefined;
  return findCheckpointRoot(request, supplyChain, { index: anchorIndex, fromBlock: head.chain.fromBlock });
}

function checkAnchored({ proof, anchorIndex }: RowToCheck, anchor: RootOnChain | undefined): Finding {
  if (proof === null) return unknown("No checkpoint covers it yet; until then it rests on the signed head.");
  const { number } = proof.checkpoint;
  if (anchorIndex === null) return unknown(`Checkpoint ${number} is not on chain yet.`);
  if (anchor === undefined) return unknown(`The node has no checkpoint as entry ${anchorIndex} of the contract’s log.`);
  const root = rootOfRowProof(proof);
  const values = { root: root ?? "", onChain: anchor.root };
  if (anchor.root !== root) return failed(`Entry ${anchorIndex} of the contract’s log is not checkpoint ${number}.`, values);
  return passed(`Checkpoint ${number} is entry ${anchorIndex} of the contract’s log, in block ${anchor.blockNumber}.`, values);
}

/** Keys change, so the head may be signed by another account than the one that anchored: each has to be a service that anchors, at its time. */
async function checkAuthors(
  { head }: RowToCheck,
  anchor: RootOnChain | undefined,
  request: RpcRequest,
  { supplyChain }: Trusted,
): Promise<Finding> {
  if (anchor === undefined) return unknown("Nothing of it is on chain yet.");
  const reader = createRpcReader(request);
  const { author, blockNumber: number, blockHash: hash, timestamp: time } = anchor;
  const problem = actorProblem(await reader.actorOf(supplyChain, author, { number, hash }), author, { time, roles: ROLE.anchorer });
  if (problem !== undefined) return failed(`${problem}.`);
  const signer = head.account as Address;
  if (isAddressEqual(author, signer)) return passed(`${author} was registered as a service that anchors.`);
  const actor = await reader.actorOf(supplyChain, signer, "latest");
  if (actorProblem(actor, signer, { time: Infinity, roles: ROLE.anchorer }) !== undefined)
    return failed(`The head was signed by ${signer}, which is not registered as a service that anchors.`);
  return passed(`${author}, which anchored it, was registered as a service that anchors, and ${signer}, which signed the head, is now.`);
}

async function checkFinality(anchor: RootOnChain | undefined, request: RpcRequest): Promise<Finding> {
  if (anchor === undefined) return unknown("Nothing of it is on chain yet.");
  const { number } = await readBlock(request, "finalized");
  if (anchor.blockNumber > number) return unknown(`Block ${anchor.blockNumber} is not final yet; final is ${number}.`);
  return passed(`Final: block ${anchor.blockNumber} will not be undone.`);
}
