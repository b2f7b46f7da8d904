import { expect } from "chai";
import { sha256PathOf, sha256RootFromPath, sha256RootOf } from "../../src/hashing/sha256-tree.ts";
import { createDumpReader } from "../../src/audit/read-dump.ts";
import { verifyDump, type AuditTrust } from "../../src/audit/verify-dump.ts";
import type { Address, Hex32 } from "../../src/schemas/primitives.ts";
import type { RpcRequest } from "../../src/verify/rpc/json-rpc.ts";
import { accountNamed } from "../support/accounts.ts";
import { dumpLines, honestLog, nodeWith, signHead, TRUSTED, type Item } from "../support/audit-log.ts";

describe("a dump of the audit log held against the chain", () => {
  const items = honestLog();
  const before = (checkpoints: number): Item[] => {
    const ends = items.flatMap((item, index) => ("checkpoint" in item ? [index] : []));
    return items.slice(0, (ends[checkpoints - 1] as number) + 1);
  };
  async function verdictOf(dumped: Item[], node: RpcRequest, trust: Partial<AuditTrust> = {}) {
    const reader = createDumpReader();
    for (const line of dumpLines(dumped, await signHead(dumped))) reader.take(line);
    const verdict = await verifyDump(reader.end(), node, { trusted: TRUSTED, ...trust });
    const reasonOf = (id: string) => verdict.steps.find((step) => step.id === id)?.reason;
    return { ...verdict, reasonOf };
  }

  it("is verified when every row, checkpoint and head is as the chain has it", async () => {
    const { outcome, steps } = await verdictOf(items, nodeWith(items));
    expect([outcome, ...steps.map(({ id }) => id)]).to.deep.equal([
      "verified",
      "rows",
      "chain",
      "authors",
      "anchored",
      "complete",
      "finality",
      "head",
    ]);
  });

  it("says how far it is final, and how many rows rest on the signature alone", async () => {
    const { outcome, reasonOf } = await verdictOf(items, nodeWith(items, { young: 2 }));
    expect(outcome).to.equal("verified");
    expect(reasonOf("finality")).to.match(/^Final up to checkpoint 2 /);
    expect(reasonOf("head")).to.match(/the newest 9 rows rest on that/);
  });

  it("waits for the newest checkpoint, and doubts one that does not come", async () => {
    const late = await verdictOf(items, nodeWith(before(3)));
    expect([late.outcome, late.reasonOf("anchored")]).to.deep.equal([
      "verified",
      "All checkpoints up to 3 are on chain, and the next is on its way.",
    ]);
    const { outcome, reasonOf } = await verdictOf(items, nodeWith([]));
    expect(outcome).to.equal("unknown");
    expect(reasonOf("anchored")).to.match(/^Checkpoint 1, which covers the rows exchange 1–3, identity 1–3, service 1–3, is not on chain/);
  });

  it("fails when the chain has a checkpoint more, unless the dump was made before", async () => {
    const cut = await verdictOf(before(2), nodeWith(items));
    expect(cut.outcome).to.equal("failed");
    expect(cut.reasonOf("complete")).to.match(
      /^The chain has 2 checkpoints that the dump lacks, .* rows behind checkpoint 2 were changed or cut off/,
    );
    const second = before(2).at(-1) as { checkpoint: { at: string } };
    const until = Date.parse(second.checkpoint.at) / 1_000 + 60;
    expect((await verdictOf(before(2), nodeWith(items), { until })).outcome).to.equal("verified");
  });

  it("fails when whoever anchored is no service that anchors, unless the reader names the account", async () => {
    const node = nodeWith(items, { isRegistered: false });
    expect((await verdictOf(items, node)).reasonOf("authors")).to.match(/is not registered as a service that anchors/);
    const authors = [accountNamed("service").address as Address];
    expect((await verdictOf(items, node, { authors })).outcome).to.equal("verified");
  });

  it("judges who anchored by the blocks of the checkpoints, not by roles given or taken later", async () => {
    const outcomeWhere = async (anchorerIn: (checkpoint: number) => boolean) =>
      (await verdictOf(items, nodeWith(items, { anchorerIn }))).outcome;
    const isCheckpoint = (n: number) => n >= 1 && n <= 4;
    expect(await outcomeWhere(isCheckpoint)).to.equal("verified");
    expect(await outcomeWhere((n) => n !== 1)).to.equal("failed");
    expect(await outcomeWhere((n) => n !== 4)).to.equal("failed");
  });

  it("fails for another chain or contract, and knows nothing from a node that does not answer", async () => {
    const foreign = { trusted: { ...TRUSTED, chainId: 1 } };
    expect((await verdictOf(items, nodeWith(items), foreign)).outcome).to.equal("failed");
    const silent: RpcRequest = () => Promise.reject(new Error("no connection"));
    expect((await verdictOf(items, silent)).outcome).to.equal("unknown");
  });

  it("takes for a checkpoint what the contract calls one, by every byte of its hash", async () => {
    const unlisted = await verdictOf(items, nodeWith(items, { unlisted: 2 }));
    expect([unlisted.outcome, unlisted.steps.at(-1)?.id]).to.deep.equal(["failed", "anchored"]);
    expect(unlisted.reasonOf("anchored")).to.match(/^Checkpoint 2, which covers the rows .* is not on chain, and later ones are/);
    const honest = nodeWith(items);
    const lastByteFlipped: RpcRequest = async (method, params) => {
      const answer = await honest(method, params);
      if (method !== "eth_getLogs") return answer;
      return (answer as { data: string }[]).map((log) => ({ ...log, data: log.data.slice(0, -1) + (log.data.endsWith("0") ? "1" : "0") }));
    };
    expect((await verdictOf(items, lastByteFlipped)).reasonOf("anchored")).to.match(/^Checkpoint 1, .* all of it was written anew/);
  });

  it("holds any row by a path to the root of its checkpoint", () => {
    const values = Array.from({ length: 37 }, (_, i) => `0x${i.toString(16).padStart(64, "0")}` as Hex32);
    values.forEach((value, i) => {
      expect(sha256RootFromPath(value, sha256PathOf(values, i))).to.equal(sha256RootOf(values));
      expect(sha256RootFromPath(values[(i + 1) % 37] as Hex32, sha256PathOf(values, i))).to.not.equal(sha256RootOf(values));
    });
    expect(sha256RootOf([])).to.equal("0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });
});
