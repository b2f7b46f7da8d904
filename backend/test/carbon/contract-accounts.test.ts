import type { ClaimView } from "@waybill/protocol/schemas/api/claims";
import type { RetirementPreview, RetirementRequestView } from "@waybill/protocol/schemas/api/credits";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { expect } from "chai";
import { privateKeyToAccount } from "viem/accounts";
import { developmentKey } from "../../src/config/development-keys.ts";
import { batchKey } from "../../src/modules/credits/credits.projections.ts";
import { signerOf } from "../support/capture-on-chain.ts";
import { registerActor, startChainBackend, type ChainBackend } from "../support/chain-backend.ts";
import { KEYS, startChainWorld, type ChainWorld } from "../support/chain-world.ts";
import { balanceOf, claimActions, railChain, VERIFIER, VERIFIER_ROLE } from "../support/claiming.ts";
import { delegate, deployWallet, registerAccount } from "../support/contract-accounts.ts";
import { tokenOf } from "../support/organisations.ts";
import { waitFor } from "../support/wait-for.ts";

/** Keys that sign for contract accounts, and one that signs for none. */
const [OWNER, AUDITOR, DELEGATING, STRANGER] = [developmentKey(4), developmentKey(5), developmentKey(6), developmentKey(8)];

describe("claims and retirements of accounts that are contracts", () => {
  let world: ChainWorld;
  let backend: ChainBackend;
  let claims: ReturnType<typeof claimActions>;
  let company: Address;
  let laboratory: Address;
  before(async () => {
    world = await startChainWorld();
    backend = await startChainBackend(world);
    claims = claimActions(world, backend);
    company = await deployWallet(world, OWNER);
    laboratory = await deployWallet(world, AUDITOR);
    await world.callManager(world.deployment.accessManager, "grantRole", [VERIFIER_ROLE, laboratory, 0]);
    await registerActor(backend, world, KEYS.alice, "Alice Farms");
    await registerAccount({ backend, world }, { ...signerOf(OWNER), account: company, name: "Company of a contract" });
  });
  after(async () => {
    await backend.stop();
    await world.stop();
  });

  async function draftOf(claimant: Address, verifier: Address): Promise<ClaimView> {
    const request = await claims.request({ verifier }, railChain(claimant, claimant));
    const response = await fetch(`${backend.url}/api/carbon/claims`, {
      method: "POST",
      headers: { authorization: `Bearer ${await tokenOf(backend, claimant)}`, "content-type": "application/json" },
      body: JSON.stringify(request),
    });
    const body = (await response.json()) as ClaimView;
    expect(response.status, JSON.stringify(body)).to.equal(201);
    return body;
  }
  async function issued(claim: ClaimView): Promise<ClaimView> {
    expect((await claims.act(claim.id, "issue", await claims.order(claim))).status).to.equal(202);
    return waitFor("the issuance", async () => {
      const { body } = await claims.get(claim.id);
      return body.state === "issued" ? body : undefined;
    });
  }
  /** Asks for a retirement of all that an account holds of a batch, signed with a key; answers status and digest, or the code of the refusal. */
  async function retire(
    holder: Address,
    batch: Hex32,
    grams: bigint,
    key: Hex32,
  ): Promise<{ status: number; body: RetirementRequestView & { code: string } }> {
    const period = { periodStart: 1_767_225_600, periodEnd: 1_775_001_600 };
    const terms = { holder, batch, grams: String(grams), beneficiary: holder, note: "Order 17", country: "DE", ...period };
    const { status, body } = await backend.post<RetirementPreview>("/api/carbon/retirements/preview", terms);
    expect(status, JSON.stringify(body)).to.equal(200);
    const signature = await privateKeyToAccount(key).signTypedData(body.typedData as never);
    return backend.post("/api/carbon/retirements", { ...terms, nonce: body.nonce, deadline: body.deadline, signature });
  }
  async function retired(holder: Address, batch: string, key: Hex32): Promise<void> {
    const grams = await balanceOf(world, holder, batch);
    expect(grams > 0n).to.equal(true);
    const id = batchKey(BigInt(batch));
    await waitFor("the batch", async () => ((await backend.get(`/api/carbon/batches/${id}`)).status === 200 ? true : undefined));
    const refused = await retire(holder, id, grams, STRANGER);
    expect([refused.status, refused.body.code]).to.deep.equal([422, "credits.invalid-signature"]);
    const { status, body } = await retire(holder, id, grams, key);
    expect(status, JSON.stringify(body)).to.equal(202);
    await waitFor("the retirement", async () => ((await balanceOf(world, holder, batch)) === 0n ? true : undefined));
  }

  it("are signed by whoever the contracts accept: claimant, verifier and holder (ERC-1271)", async () => {
    const draft = await draftOf(company, laboratory);
    const stranger = await claims.act(draft.id, "submit", await claims.submission(draft, STRANGER));
    expect([stranger.status, stranger.body.code]).to.deep.equal([422, "claims.invalid-signature"]);
    const submitted = await claims.act(draft.id, "submit", await claims.submission(draft, OWNER));
    expect(submitted.body.state, JSON.stringify(submitted.body)).to.equal("submitted");
    const other = await claims.act(draft.id, "verify", await claims.verification(draft, OWNER));
    expect([other.status, other.body.code]).to.deep.equal([422, "claims.invalid-signature"]);
    const { body: verified } = await claims.act(draft.id, "verify", await claims.verification(draft, AUDITOR));
    expect(verified.state).to.equal("verified");
    const { batch, grams, bufferGrams } = await issued(verified);
    expect(await balanceOf(world, company, batch)).to.equal(BigInt(grams) - BigInt(bufferGrams));
    await retired(company, batch, OWNER);
  });

  it("are signed by the key of an account that delegates, or by what its delegate accepts (EIP-7702)", async () => {
    const account = await delegate(world, DELEGATING, await deployWallet(world, OWNER));
    await registerAccount({ backend, world }, { ...signerOf(DELEGATING), name: "Delegating company" });
    const verifier = await delegate(world, VERIFIER, laboratory);
    await world.callManager(world.deployment.accessManager, "grantRole", [VERIFIER_ROLE, verifier, 0]);
    for (const [signer, checker] of [
      [DELEGATING, VERIFIER],
      [OWNER, AUDITOR],
    ] as const) {
      const draft = await draftOf(account, verifier);
      const refused = await claims.act(draft.id, "submit", await claims.submission(draft, STRANGER));
      expect([refused.status, refused.body.code]).to.deep.equal([422, "claims.invalid-signature"]);
      expect((await claims.act(draft.id, "submit", await claims.submission(draft, signer))).body.state).to.equal("submitted");
      const { body: verified } = await claims.act(draft.id, "verify", await claims.verification(draft, checker));
      expect(verified.state, JSON.stringify(verified)).to.equal("verified");
      const { batch } = await issued(verified);
      await retired(account, batch, signer);
    }
  });
});
