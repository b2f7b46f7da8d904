import { readFileSync } from "node:fs";
import { expect } from "chai";
import { createWalletClient, http, publicActions, type Abi, type Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { hashTypedData } from "viem/utils";
import { developmentKey } from "../../backend/src/config/development-keys.ts";
import { profileHashOf } from "../../protocol/src/hashing/profile.ts";
import type { JsonObject } from "../../protocol/src/hashing/lossless-json.ts";
import type { Profile } from "../../protocol/src/schemas/bundle.ts";
import type { Address, Hex32 } from "../../protocol/src/schemas/primitives.ts";
import { prepareStatement } from "../../protocol/src/typed-data/prepare-statement.ts";
import { ROLE } from "../../protocol/src/typed-data/roles.ts";
import { createRpcReader } from "../../protocol/src/verify/rpc-reader.ts";
import { subjectNamesOf } from "../../protocol/src/verify/subject-names.ts";
import { verify } from "../../protocol/src/verify/verify-event.ts";
import { accountNamed, saltNamed } from "../../protocol/test/support/accounts.ts";
import { AnvilChain } from "../../protocol/test/support/anvil-chain.ts";
import { harvested } from "../../protocol/test/support/events.ts";
import { stepIn, troubleIn } from "../../protocol/test/support/scene.ts";
import { FakeService, type Statement } from "../../protocol/test/support/service.ts";
import { httpRequest } from "../../scripts/cli/verify/http-request.ts";
import { deploySystem } from "../../scripts/deploy.ts";
import { mine, startAnvil } from "../support/anvil.ts";
import { createPasskey } from "../support/passkey.ts";

type Sign = (digest: Hex32) => Hex | Promise<Hex>;

describe("statements of accounts that are contracts, on a real chain", () => {
  let anvil: Awaited<ReturnType<typeof startAnvil>>;
  let chain: AnvilChain;
  let service: FakeService;
  const deployer = privateKeyToAccount(developmentKey(0));
  const registrar = privateKeyToAccount(developmentKey(1));
  let lots = 0;

  before(async function () {
    this.timeout(120_000);
    anvil = await startAnvil();
    const parameters = { rpcUrl: anvil.url, deployerKey: developmentKey(0), admin: deployer.address, registrar: registrar.address };
    const { supplyChain } = await deploySystem(parameters);
    chain = new AnvilChain(anvil.url, supplyChain, registrar);
    service = await FakeService.start(chain);
  });

  const client = () => createWalletClient({ transport: http(anvil.url), account: deployer }).extend(publicActions);

  async function deploy(name: string, args: readonly unknown[]): Promise<{ address: Address; abi: Abi }> {
    const file = new URL(`../../artifacts/contracts/mocks/${name}.sol/${name}.json`, import.meta.url);
    const { abi, bytecode } = JSON.parse(readFileSync(file, "utf8")) as { abi: Abi; bytecode: Hex };
    const hash = await client().deployContract({ abi, bytecode, args, chain: null });
    const { contractAddress } = await client().waitForTransactionReceipt({ hash, pollingInterval: 20 });
    return { address: contractAddress as Address, abi };
  }

  async function enrol(account: Address): Promise<Profile> {
    const profile = { account, salt: saltNamed(account), name: "Farm" } as Profile;
    await chain.register(account, { roles: ROLE.producer, profileHash: profileHashOf(profile) });
    return profile;
  }

  /** A statement about a lot of its own, signed by whatever signs for the account. */
  async function stated(profile: Profile, sign: Sign): Promise<Statement> {
    const event: JsonObject = harvested(`https://id.gs1.org/01/00860009999923/10/ACCOUNT${lots++}`);
    const salt = saltNamed(`${profile.account} ${lots}`);
    const account = profile.account as Address;
    const { typedData, eventId, eventHash, contentDigest, commitment } = prepareStatement(event, { salt, account, chain });
    const signature = await sign(hashTypedData(typedData) as Hex32);
    const author = { kind: "signed" as const, account, signature, profile } as Statement["author"];
    const subjects = subjectNamesOf(event) as Statement["subjects"];
    return { event, eventId, eventHash, contentDigest, salt, commitment, author, subjects };
  }

  const check = (statement: Statement) =>
    verify(service.eventBundle(statement), createRpcReader(httpRequest(anvil.url)), { trusted: chain });

  it("verify when a passkey signed for the account", async () => {
    const passkey = createPasskey();
    const profile = await enrol((await deploy("PasskeyWallet", [passkey.x, passkey.y])).address);
    const statement = await stated(profile, passkey.sign);
    await service.anchor(statement);
    await mine(anvil, 4);
    const verdict = await check(statement);
    expect(troubleIn(verdict)).to.deep.equal([]);
    expect(stepIn(verdict, "signature").reason).to.contain("as of block");
    const stranger = await stated(profile, createPasskey().sign);
    await service.anchor(stranger);
    expect(stepIn(await check(stranger), "signature").status).to.equal("failed");
  }).timeout(60_000);

  it("stay valid when the passkey is exchanged later, and are void when the old one signs afterwards", async () => {
    const [old, next] = [createPasskey(), createPasskey()];
    const { address, abi } = await deploy("PasskeyWallet", [old.x, old.y]);
    const profile = await enrol(address);
    const before = await stated(profile, old.sign);
    await service.anchor(before);
    const hash = await client().writeContract({ address, abi, functionName: "exchange", args: [next.x, next.y], chain: null });
    await client().waitForTransactionReceipt({ hash, pollingInterval: 20 });
    const [late, fresh] = [await stated(profile, old.sign), await stated(profile, next.sign)];
    await service.anchor(late, fresh);
    await mine(anvil, 4);
    expect((await check(before)).outcome).to.equal("verified");
    expect(stepIn(await check(late), "signature").status).to.equal("failed");
    expect((await check(fresh)).outcome).to.equal("verified");
  }).timeout(60_000);

  it("verify for an account that delegates by EIP-7702, signed by its own key or by what its delegate accepts", async () => {
    const [own, other] = [accountNamed("Delegating"), accountNamed("Owner")];
    const wallet = await deploy("KeyWallet", [other.address]);
    const authorization = await own.signAuthorization({ address: wallet.address, chainId: chain.chainId, nonce: 0 });
    const hash = await client().sendTransaction({ to: deployer.address, authorizationList: [authorization], chain: null });
    await client().waitForTransactionReceipt({ hash, pollingInterval: 20 });
    expect(await client().getCode({ address: own.address })).to.equal(`0xef0100${wallet.address.slice(2).toLowerCase()}`);
    const profile = await enrol(own.address as Address);
    const byKey = await stated(profile, (digest) => own.sign({ hash: digest }));
    const byDelegate = await stated(profile, (digest) => other.sign({ hash: digest }));
    const byNobody = await stated(profile, (digest) => accountNamed("Stranger").sign({ hash: digest }));
    await service.anchor(byKey, byDelegate, byNobody);
    await mine(anvil, 4);
    const [keyed, delegated, stranger] = [await check(byKey), await check(byDelegate), await check(byNobody)];
    expect([keyed, delegated].flatMap(troubleIn)).to.deep.equal([]);
    expect(stepIn(keyed, "signature").reason).to.contain("the key of");
    expect(stepIn(delegated, "signature").reason).to.contain("contract account");
    expect(stepIn(stranger, "signature").status).to.equal("failed");
  }).timeout(60_000);

  it("are void once the account's role was revoked, and what was anchored before stays valid", async () => {
    const passkey = createPasskey();
    const profile = await enrol((await deploy("PasskeyWallet", [passkey.x, passkey.y])).address);
    const before = await stated(profile, passkey.sign);
    await service.anchor(before);
    // Blocks of one second count as revoked already.
    await client().request({ method: "evm_increaseTime", params: ["0xa"] } as never);
    await chain.send(registrar, "revokeActor", [profile.account as Address]);
    const after = await stated(profile, passkey.sign);
    await service.anchor(after);
    await mine(anvil, 4);
    expect((await check(before)).outcome).to.equal("verified");
    const verdict = await check(after);
    expect(stepIn(verdict, "signature").status).to.equal("passed");
    expect(stepIn(verdict, "signer")).to.include({ status: "failed" });
  }).timeout(60_000);
});
