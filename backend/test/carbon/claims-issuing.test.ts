import { reversalOf } from "@waybill/protocol/measures/reversal";
import { claimView, type ClaimSummary } from "@waybill/protocol/schemas/api/claims";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { savingHashOf } from "@waybill/protocol/typed-data/carbon";
import { expect } from "chai";
import { claimOfBatch } from "../../src/modules/carbon/carbon.queries.ts";
import { followAppearances } from "../../src/modules/carbon/claims/appearances.ts";
import { giveBackClaims } from "../../src/modules/carbon/claims/give-back.ts";
import { inTransaction } from "../../src/platform/context.ts";
import type { ChainBackend } from "../support/chain-backend.ts";
import { KEYS, type ChainWorld } from "../support/chain-world.ts";
import {
  addressOf,
  balanceOf,
  cancelDirectly,
  issueDirectly,
  ISSUER_ROLE,
  tomorrow,
  VERIFIER,
  VERIFIER_ROLE,
  withdrawVerification,
} from "../support/claiming.ts";
import { batchPath, type ClaimsWorld, refused, startClaimsWorld } from "../support/claims-world.ts";
import { waitFor } from "../support/wait-for.ts";

describe("claims on their way to grams", () => {
  let world: ChainWorld;
  let backend: ChainBackend;
  let claims: ClaimsWorld["claims"];
  let stop: () => Promise<void>;
  const [alice, bob, verifier] = [addressOf(KEYS.alice), addressOf(KEYS.bob), addressOf(VERIFIER)];
  before(async () => ({ world, backend, claims, stop } = await startClaimsWorld()));
  after(() => stop());

  it("become grams on chain by three signatures, and whoever signs pays nothing", async () => {
    const claim = await claims.verified({ receiver: bob });
    const answer = await claims.act(claim.id, "issue", await claims.order(claim));
    expect([answer.status, answer.body.state]).to.deep.equal([202, "issuing"]);
    const issued = claimView.parse(await claims.inState(claim.id, "issued"));
    expect(issued.history.map(({ act, to, by }) => [act, to, by?.account ?? null])).to.deep.equal([
      [null, "draft", alice],
      ["submit", "submitted", alice],
      ["verify", "verified", verifier],
      ["issue", "issuing", addressOf(KEYS.relayer)],
      ["include", "issued", null],
    ]);
    const signed = issued.history.filter(({ by }) => by !== null).map(({ signature }) => signature !== null);
    expect(signed).to.deep.equal([false, true, true, true]);
    const held = BigInt(issued.grams) - BigInt(issued.bufferGrams);
    expect(await balanceOf(world, bob, issued.batch)).to.equal(held);
    await world.mine(3);
    await claims.inState(claim.id, "issued", "final");
    // A receipt may be there before the index has the block.
    const { accounts } = await waitFor("the grams", async () => [(await claims.get(claim.id)).body].find((one) => one.accounts !== null));
    expect([accounts?.issued, reversalOf(accounts!)]).to.deep.equal([issued.grams, "none"]);
    await cancelDirectly(world, issued, BigInt(issued.grams));
    const isCancelled = ({ accounts }: ClaimSummary) => accounts !== null && reversalOf(accounts) === "whole";
    const cancelled = await waitFor("the cancellation", async () => [(await claims.get(claim.id)).body].find(isCancelled));
    expect([cancelled.state, cancelled.accounts?.cancelled, cancelled.accounts?.deficit]).to.deep.equal([
      ...["issued", issued.bufferGrams, String(BigInt(issued.grams) - BigInt(issued.bufferGrams))],
    ]);
    const { items } = (await backend.get<{ items: ClaimSummary[] }>("/api/carbon/claims?state=issued")).body;
    expect(items.filter(isCancelled).map(({ id }) => id)).to.deep.equal([claim.id]);
    const saving = savingHashOf(issued.terms.saving as never);
    const found = await inTransaction(backend.app, (ctx) => claimOfBatch(ctx, BigInt(issued.batch), saving));
    expect(found?.id).to.equal(claim.id);
  });

  it("need a verifier and an issuer who have their roles at that moment", async () => {
    const { accessManager } = world.deployment;
    const claim = await claims.submitted();
    await world.callManager(accessManager, "revokeRole", [VERIFIER_ROLE, verifier]);
    await refused(claims.act(claim.id, "verify", await claims.verification(claim)), 403, "claims.not-verifier");
    await world.callManager(accessManager, "grantRole", [VERIFIER_ROLE, verifier, 0]);
    const ready = (await claims.act(claim.id, "verify", await claims.verification(claim))).body;
    await refused(claims.act(claim.id, "issue", await claims.order(ready, KEYS.bob)), 403, "claims.not-issuer");
    await refused(
      claims.act(claim.id, "issue", { ...(await claims.order(ready, KEYS.bob)), issuer: addressOf(KEYS.relayer) }),
      422,
      "claims.invalid-signature",
    );
    await world.callManager(accessManager, "revokeRole", [VERIFIER_ROLE, verifier]);
    await refused(claims.act(claim.id, "issue", await claims.order(ready)), 403, "claims.not-verifier");
    await world.callManager(accessManager, "grantRole", [VERIFIER_ROLE, verifier, 0]);
  });

  it("go no step further while their verifier may issue, too, even when that came after its signature", async () => {
    const { accessManager } = world.deployment;
    const [draft, asked, ready] = [await claims.draft(), await claims.submitted(), await claims.verified()];
    await world.callManager(accessManager, "grantRole", [ISSUER_ROLE, verifier, 0]);
    const acts = [
      [draft, "submit", await claims.submission(draft)],
      [asked, "verify", await claims.verification(asked)],
      [ready, "verify", await claims.verification(ready, VERIFIER, tomorrow() + 1)],
      [ready, "issue", await claims.order(ready)],
      // Nor by its own order.
      [ready, "issue", await claims.order(ready, VERIFIER)],
    ] as const;
    for (const [claim, act, body] of acts) {
      const { detail } = await refused(claims.act(claim.id, act, body), 422, "claims.verifier-not-independent");
      expect(detail, act).to.equal(`${verifier} may issue.`);
    }
    for (const { id, state, version } of [draft, asked, ready]) expect((await claims.get(id)).body).to.include({ state, version });
    await world.callManager(accessManager, "revokeRole", [ISSUER_ROLE, verifier]);
    expect((await claims.act(ready.id, "issue", await claims.order(ready))).status).to.equal(202);
    await claims.inState(ready.id, "issued");
  });

  it("are issued once the index has grams that an issuer sent from a wallet of its own, and verified again when their block is gone", async () => {
    const claim = await claims.verified();
    const height = await world.anvil.rpc("evm_snapshot", []);
    await issueDirectly(world, claim);
    const issued = await claims.inState(claim.id, "issued");
    expect([issued.issuance?.issuer, issued.issuance?.state, issued.history.at(-1)?.act]).to.deep.equal([null, "included", "appear"]);
    expect(issued.issuance?.transactionHash).to.match(/^0x[0-9a-f]{64}$/);
    await refused(claims.act(claim.id, "issue", await claims.order(claim)), 409, "claims.not-now");
    await world.anvil.rpc("evm_revert", [height]);
    await world.mine(2);
    const back = await claims.inState(claim.id, "verified");
    expect([back.issuance, back.history.at(-1)?.act]).to.deep.equal([null, "vanish"]);
    expect((await claims.act(claim.id, "issue", await claims.order(claim))).status).to.equal(202);
    await claims.inState(claim.id, "issued");
  });

  it("follow grams that an issuer sent to the block that they come into after a reorg, and let other terms in their place go", async () => {
    const claim = await claims.verified();
    const height = await world.anvil.rpc("evm_snapshot", []);
    await issueDirectly(world, claim);
    const { issuance } = await claims.inState(claim.id, "issued");
    const raw = await world.anvil.rpc("eth_getRawTransactionByHash", [issuance?.transactionHash]);
    await world.anvil.rpc("evm_revert", [height]);
    const again = await world.anvil.rpc("evm_snapshot", []);
    await world.mine(2);
    await world.anvil.rpc("eth_sendRawTransaction", [raw]);
    const moved = await waitFor("the other block", async () => {
      const { body } = await claims.get(claim.id);
      return body.state === "issued" && body.issuance?.blockNumber !== issuance?.blockNumber ? body.issuance : undefined;
    });
    expect([moved?.transactionHash, moved?.blockNumber]).to.deep.equal([issuance?.transactionHash, (issuance?.blockNumber ?? 0) + 2]);
    await world.anvil.rpc("evm_revert", [again]);
    const terms = { ...claim.terms, bufferShare: claim.terms.bufferShare + 1 };
    const { deadline, signature } = await claims.verification({ ...claim, terms });
    await issueDirectly(world, { ...claim, terms, verification: { deadline, signature, digest: claim.verification?.digest as Hex32 } });
    await world.mine(3);
    await claims.inState(claim.id, "verified");
  });

  it("stay verified when others issued other terms under their serials", async () => {
    const claim = await claims.verified();
    const terms = { ...claim.terms, bufferShare: claim.terms.bufferShare + 1 };
    const { deadline, signature } = await claims.verification({ ...claim, terms });
    await issueDirectly(world, { ...claim, terms, verification: { deadline, signature, digest: claim.verification?.digest as Hex32 } });
    await waitFor("the batch is indexed", async () => ((await backend.get(batchPath(claim))).status === 200 ? true : undefined));
    await followAppearances(backend.app);
    expect((await claims.get(claim.id)).body).to.include({ state: "verified", issuance: null });
  });

  it("cannot be withdrawn once an issuer has sent the verifier's signature from a wallet of its own", async () => {
    const claim = await claims.verified();
    await issueDirectly(world, claim);
    const answer = await claims.act(claim.id, "withdraw", await claims.ending(claim, KEYS.alice));
    // Before the index has seen it, or after.
    expect([answer.status, ["claims.issued-already", "claims.not-now"].includes(answer.body.code)]).to.deep.equal([409, true]);
    await claims.inState(claim.id, "issued");
  });

  it("come back as verified, with the contract's reason, when the contract refuses them, and are issued once they are verified anew", async () => {
    const claim = await claims.verified();
    await withdrawVerification(world, claim.verification?.digest ?? "");
    expect((await claims.act(claim.id, "issue", await claims.order(claim))).status).to.equal(202);
    const back = await claims.inState(claim.id, "verified");
    expect([back.issuance?.state, back.history.at(-1)?.act]).to.deep.equal(["failed", "fail"]);
    expect(back.history.at(-1)?.reason).to.contain("CarbonTokenVerificationWithdrawn");
    const anew = (await claims.act(claim.id, "verify", await claims.verification(claim, VERIFIER, tomorrow() + 1))).body;
    expect((await claims.act(claim.id, "issue", await claims.order(anew))).status).to.equal(202);
    await claims.inState(claim.id, "issued");
  });

  it("wait while the contract's refusal may still be undone, and come back once it is final", async () => {
    const { accessManager } = world.deployment;
    const claim = await claims.verified();
    await world.anvil.rpc("evm_setAutomine", [false]);
    await claims.act(claim.id, "issue", await claims.order(claim));
    const pooled = (count: number) =>
      waitFor(`${count} in the pool`, async () => {
        const { pending } = (await world.anvil.rpc("txpool_status", [])) as { pending: string };
        // At least: a checkpoint may come beside them.
        return Number(pending) >= count ? true : undefined;
      });
    await pooled(1);
    // It pays more, so it comes first in the block.
    const revoking = world.callManager(accessManager, "revokeRole", [VERIFIER_ROLE, verifier], 400_000_000_000n);
    await pooled(2);
    await world.mine();
    await revoking;
    const waiting = await waitFor("the refusal", async () => {
      const { body } = await claims.get(claim.id);
      return body.issuance?.state === "reverted" ? body : undefined;
    });
    expect([waiting.state, waiting.issuance?.reason]).to.deep.equal([
      "issuing",
      `The account does not have the role of a verifier now. CarbonTokenNotVerifier(${verifier})`,
    ]);
    await inTransaction(backend.app, (ctx) => giveBackClaims(ctx));
    expect((await claims.get(claim.id)).body.state).to.equal("issuing");
    await world.anvil.rpc("evm_setAutomine", [true]);
    await world.callManager(accessManager, "grantRole", [VERIFIER_ROLE, verifier, 0]);
    await world.mine(70);
    await waitFor("a final refusal", async () => ((await claims.get(claim.id)).body.issuance?.finality === "final" ? true : undefined));
    await inTransaction(backend.app, (ctx) => giveBackClaims(ctx));
    const back = (await claims.get(claim.id)).body;
    expect([back.state, back.history.at(-1)?.act, back.history.at(-1)?.reason]).to.deep.equal([
      "verified",
      "fail",
      waiting.issuance?.reason,
    ]);
  });

  it("are on their way again after a reorg, and issued once in the end", async () => {
    const claim = await claims.verified();
    await claims.act(claim.id, "issue", await claims.order(claim));
    await claims.inState(claim.id, "issued");
    await world.reorg(1);
    await waitFor("the claim is issued again", async () => {
      const { body } = await claims.get(claim.id);
      const acts = body.history.map(({ act }) => act);
      return body.state === "issued" && acts.includes("undo") ? body : undefined;
    });
    const { body } = await claims.get(claim.id);
    expect(body.history.slice(-3).map(({ act, to }) => [act, to])).to.deep.equal([
      ["include", "issued"],
      ["undo", "issuing"],
      ["include", "issued"],
    ]);
    expect(await balanceOf(world, alice, claim.batch)).to.equal(BigInt(claim.grams) - BigInt(claim.bufferGrams));
  });
});
