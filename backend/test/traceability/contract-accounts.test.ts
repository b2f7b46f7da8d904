import type { StatementView } from "@waybill/protocol/schemas/api/traceability";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { createRpcReader } from "@waybill/protocol/verify/rpc-reader";
import { verify } from "@waybill/protocol/verify/verify-event";
import { expect } from "chai";
import { stepIn, troubleIn } from "../../../protocol/test/support/scene.ts";
import { httpRequest } from "../../../scripts/cli/verify/http-request.ts";
import { createPasskey } from "../../../test/support/passkey.ts";
import { developmentKey } from "../../src/config/development-keys.ts";
import { sendSigned, signerOf, type Signer } from "../support/capture-on-chain.ts";
import { startChainBackend, type ChainBackend } from "../support/chain-backend.ts";
import { startChainWorld, type ChainWorld } from "../support/chain-world.ts";
import { delegate, deployPasskeyWallet, deployWallet, registerAccount } from "../support/contract-accounts.ts";
import { observation } from "../support/events.ts";
import { waitFor } from "../support/wait-for.ts";

/** Keys that sign for contract accounts, one whose account delegates, and one that signs for none. */
const [OWNER, DELEGATING, STRANGER] = [developmentKey(4), developmentKey(6), developmentKey(8)];
const BY_CONTRACT = /^Signed by the contract account 0x[0-9a-fA-F]{40}, which confirms it as of block \d+, which anchored it\.$/;
const BY_KEY = /^Signed by the key of 0x[0-9a-fA-F]{40}\.$/;

describe("statements of accounts that are contracts, from capture to verdict", () => {
  let world: ChainWorld;
  let backend: ChainBackend;
  before(async function () {
    this.timeout(120_000);
    world = await startChainWorld();
    backend = await startChainBackend(world, { ANCHOR_MAX_EVENTS: "100", ANCHOR_MAX_SECONDS: "3600" });
  });
  after(async () => {
    await backend.stop();
    await world.stop();
  });

  let minute = 10;
  const send = (signer: Signer) => sendSigned(backend, world, signer, observation({ eventTime: `2026-04-17T11:${++minute}:42-04:00` }));

  /** What somebody else signed in the account's name is refused, and nothing of it is kept. */
  async function expectRefused(account: Address): Promise<void> {
    const { status, text, commitment } = await send({ ...signerOf(STRANGER), account });
    expect([status, (JSON.parse(text) as { code: string }).code], text).to.deep.equal([403, "traceability.wrong-signature"]);
    expect((await backend.get(`/api/statements/${commitment}`)).status).to.equal(404);
  }

  /** Captures, anchors and waits until that is final; checks the bundle as anybody does, by a node alone. */
  async function expectVerified(signer: Signer, reason: RegExp): Promise<void> {
    const { status, text, commitment, signature } = await send(signer);
    expect(status, text).to.equal(201);
    await backend.post("/api/anchors", {});
    await statementIn(commitment, "included");
    await world.mine(3);
    expect(await statementIn(commitment, "final")).to.include({ authorship: "signed" });
    const bundle = await (await fetch(`${backend.url}/api/statements/${commitment}/bundle`)).text();
    const verdict = await check(bundle);
    expect([verdict.outcome, ...troubleIn(verdict)]).to.deep.equal(["verified"]);
    expect(stepIn(verdict, "signature").reason).to.match(reason);
    expect(bundle).to.contain(signature);
    const exchanged = await check(bundle.replace(signature, await signerOf(STRANGER).sign(commitment)));
    expect([exchanged.outcome, ...troubleIn(exchanged)]).to.deep.equal(["failed", "signature: failed"]);
  }

  const check = (bundle: string) =>
    verify(bundle, createRpcReader(httpRequest(world.anvil.url)), {
      trusted: { chainId: world.deployment.chainId, supplyChain: world.deployment.supplyChain as Address },
    });

  const statementIn = (commitment: Hex32, state: StatementView["state"]) =>
    waitFor(`statement ${state}`, async () => {
      const { body } = await backend.get<StatementView>(`/api/statements/${commitment}`);
      return body.state === state ? body : undefined;
    });

  it("verify when the key signed that the contract accepts (ERC-1271)", async () => {
    const farm = { ...signerOf(OWNER), account: await deployWallet(world, OWNER, "KeyWallet") };
    await registerAccount({ backend, world }, { ...farm, name: "Farm of a contract" });
    await expectRefused(farm.account);
    await expectVerified(farm, BY_CONTRACT);
  }).timeout(60_000);

  it("verify when a passkey signed", async () => {
    const passkey = createPasskey();
    const packer = { account: await deployPasskeyWallet(world, passkey), sign: passkey.sign };
    await registerAccount({ backend, world }, { ...packer, name: "Packer with a passkey" });
    await expectRefused(packer.account);
    await expectVerified(packer, BY_CONTRACT);
  }).timeout(60_000);

  it("verify when the account delegates (EIP-7702), signed by its own key or by what its delegate accepts", async () => {
    const account = await delegate(world, DELEGATING, await deployWallet(world, OWNER, "KeyWallet"));
    await registerAccount({ backend, world }, { ...signerOf(DELEGATING), name: "Delegating carrier" });
    await expectRefused(account);
    await expectVerified(signerOf(DELEGATING), BY_KEY);
    await expectVerified({ ...signerOf(OWNER), account }, BY_CONTRACT);
  }).timeout(60_000);
});
