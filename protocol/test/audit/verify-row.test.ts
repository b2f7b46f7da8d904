import { expect } from "chai";
import { auditHash, auditText, type AuditEntry } from "../../src/audit/entry.ts";
import { rangesBetween } from "../../src/audit/findings.ts";
import { verifyRow, type RowToCheck } from "../../src/audit/verify-row.ts";
import { sha256PathOf } from "../../src/hashing/sha256-tree.ts";
import type { RpcRequest } from "../../src/verify/rpc/json-rpc.ts";
import { accountNamed } from "../support/accounts.ts";
import { honestLog, nodeWith, signHead, TRUSTED, type Item } from "../support/audit-log.ts";

const STREAM = "identity";
const items = honestLog();
const entries = items.flatMap((item) => ("entry" in item ? [item.entry] : []));
const checkpoints = items.flatMap((item) => ("checkpoint" in item ? [item.checkpoint] : []));

/** A row of the log as the service hands it out. */
async function rowOf(sequence: number, given: readonly Item[] = items): Promise<RowToCheck> {
  const ofStream = entries.filter(({ stream }) => stream === STREAM);
  const entry = ofStream.find((one) => one.sequence === sequence) as AuditEntry;
  const checkpoint = checkpoints.find(({ heads }) => heads.some((head) => head.stream === STREAM && head.sequence >= sequence));
  const before = checkpoints[(checkpoint?.number ?? 0) - 2];
  const covered = rangesBetween(before?.heads ?? [], checkpoint?.heads ?? []).flatMap(({ stream, from, to }) =>
    entries.filter((one) => one.stream === stream && one.sequence >= from && one.sequence <= to),
  );
  const hashes = covered.map((one) => auditHash(auditText(one)));
  return {
    ...{ entry, hash: auditHash(auditText(entry)), head: await signHead(given) },
    proof: checkpoint === undefined ? null : { entry, inclusion: sha256PathOf(hashes, covered.indexOf(entry)), checkpoint },
    following: checkpoint === undefined ? ofStream.filter((one) => one.sequence > sequence) : [],
    anchorIndex: checkpoint?.number ?? null,
  };
}

describe("one row of the audit log held against the chain", () => {
  const node = nodeWith(items);
  async function check(row: RowToCheck, request: RpcRequest = node) {
    const { outcome, steps } = await verifyRow(row, request, TRUSTED);
    return { outcome, said: steps.map(({ id, status }) => `${id} ${status}`), last: steps.at(-1)?.reason };
  }

  it("is verified when hash, signed head, checkpoint, anchor, author and finality fit each other", async () => {
    const { outcome, said } = await check(await rowOf(5));
    expect(outcome, said.join()).to.equal("verified");
    expect(said.map((step) => step.split(" ")[0])).to.deep.equal(["hash", "head", "chained", "anchored", "author", "finality"]);
  });

  it("rests on the signed head until a checkpoint covers it, and says so", async () => {
    const { outcome, said } = await check(await rowOf(13));
    expect(outcome).to.equal("unknown");
    expect(said.slice(0, 4)).to.deep.equal(["hash passed", "head passed", "chained passed", "anchored unknown"]);
  });

  it("is not verified while its checkpoint is on its way, or can still be undone", async () => {
    expect((await check({ ...(await rowOf(5)), anchorIndex: null })).outcome).to.equal("unknown");
    expect(await check(await rowOf(11), nodeWith(items, { young: 2 }))).to.include({ outcome: "unknown" });
  });

  it("is not verified by an anchor that the contract does not call a checkpoint, whatever its root", async () => {
    const { outcome, said } = await check(await rowOf(5), nodeWith(items, { unlisted: 2 }));
    expect([outcome, said[3]]).to.deep.equal(["unknown", "anchored unknown"]);
    expect((await check({ ...(await rowOf(5)), anchorIndex: 0 })).said[3]).to.equal("anchored unknown");
  });

  it("fails where anything about it was changed", async () => {
    const row = await rowOf(5);
    const proof = row.proof!;
    const changed = { ...row.entry, actor: "person:somebody" };
    const anew = auditHash(auditText(changed));
    const cases: Record<string, [RowToCheck, string]> = {
      "the row": [{ ...row, entry: changed }, "hash"],
      "the row and its hash": [{ ...row, entry: changed, hash: anew }, "chained"],
      "the row, its hash and its proof": [{ ...row, entry: changed, hash: anew, proof: { ...proof, entry: changed } }, "chained"],
      "the checkpoint": [{ ...row, proof: { ...proof, checkpoint: { ...proof.checkpoint, at: row.entry.at } } }, "anchored"],
      "the place on chain": [{ ...row, anchorIndex: 1 }, "anchored"],
      "the head": [{ ...row, head: { ...row.head, at: row.entry.at } }, "head"],
      "the end of the log": [{ ...row, head: await signHead(items.slice(0, 2)) }, "head"],
      "a row behind it": [{ ...(await rowOf(13)), following: [{ ...(await rowOf(14)).entry, previous: anew }] }, "chained"],
    };
    for (const [what, [tampered, step]] of Object.entries(cases)) {
      const { outcome, said } = await check(tampered);
      expect([outcome, said.at(-1)], what).to.deep.equal(["failed", `${step} failed`]);
    }
  });

  it("fails where whoever anchored it was not registered for that", async () => {
    expect((await check(await rowOf(5), nodeWith(items, { isRegistered: false }))).said.at(-1)).to.equal("author failed");
  });

  it("is verified after the service has changed its key, when both accounts are registered for that", async () => {
    const row = { ...(await rowOf(5)), head: await signHead(items, accountNamed("the service with a new key")) };
    expect((await check(row)).outcome).to.equal("verified");
    const whenAnchored = (checkpoint: number) => checkpoint > 0;
    expect((await check(row, nodeWith(items, { anchorerIn: whenAnchored }))).said.at(-1)).to.equal("author failed");
  });

  it("is of the contract that the reader trusts, or fails", async () => {
    const other = { ...TRUSTED, supplyChain: `0x${"99".repeat(20)}` as const };
    expect((await verifyRow(await rowOf(5), node, other as typeof TRUSTED)).outcome).to.equal("failed");
  });
});
