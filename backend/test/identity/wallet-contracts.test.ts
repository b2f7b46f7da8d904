import { readFileSync } from "node:fs";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { signInMessage } from "@waybill/protocol/siwe/sign-in-message";
import { expect } from "chai";
import { concatHex, createWalletClient, encodeDeployData, hashMessage, http, publicActions, type Abi, type Hex } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { getCreate2Address, serializeErc6492Signature } from "viem/utils";
import { startAnvil } from "../../../test/support/anvil.ts";
import { developmentKey } from "../../src/config/development-keys.ts";
import { ProblemError } from "../../src/platform/errors.ts";
import { createChainClient } from "../../src/platform/rpc.ts";
import { createVerifyIdentity, createVerifySignature, type VerifySignature } from "../../src/platform/signatures.ts";
import { testConfig } from "../support/backend.ts";

/** Deploys what it is sent, at an address that follows from it; every anvil has it. */
const FACTORY = "0x4e59b44847b379578588920cA78FbF26c0B4956C";
const SALT = `0x${"00".repeat(32)}` as const;

describe("signing in with a wallet contract", function () {
  this.timeout(60_000);
  const owner = privateKeyToAccount(generatePrivateKey());
  const message = signInMessage({ origin: "http://localhost:1", chainId: 31337 }, owner.address as Address, {
    ...{ nonce: "12345678", issuedAt: "2026-01-01T00:00:00Z", expiresAt: "2026-01-01T00:05:00Z" },
  });
  const digest = hashMessage(message) as Hex32;
  let url: string;
  let verify: VerifySignature;
  let code: Hex;

  const verifierAt = (rpcUrl: string) => {
    const client = createChainClient(testConfig("postgres://u:p@localhost/x", { RPC_URL: rpcUrl }));
    return createVerifyIdentity(client, createVerifySignature(client));
  };
  before(async () => {
    ({ url } = await startAnvil());
    verify = verifierAt(url);
    const file = new URL("../../../artifacts/contracts/mocks/KeyWallet.sol/KeyWallet.json", import.meta.url);
    const { abi, bytecode } = JSON.parse(readFileSync(file, "utf8")) as { abi: Abi; bytecode: Hex };
    code = encodeDeployData({ abi, bytecode, args: [owner.address] });
  });

  it("works before the contract is on the chain (ERC-6492), and as well afterwards (ERC-1271)", async () => {
    const account = getCreate2Address({ from: FACTORY, salt: SALT, bytecode: code }) as Address;
    const own = await owner.signMessage({ message });
    const wrapped = (signature: Hex) => serializeErc6492Signature({ address: FACTORY, data: concatHex([SALT, code]), signature });
    const foreign = await privateKeyToAccount(generatePrivateKey()).signMessage({ message });
    expect(await verify({ account, digest, signature: own })).to.include({ valid: false });
    expect(await verify({ account, digest, signature: wrapped(own) })).to.deep.equal({ valid: true, by: "contract" });
    expect(await verify({ account, digest, signature: wrapped(foreign) })).to.include({ valid: false });
    expect(await verify({ account: owner.address as Address, digest, signature: wrapped(foreign) })).to.include({ valid: false });

    const deployer = createWalletClient({ transport: http(url), account: privateKeyToAccount(developmentKey(0)) }).extend(publicActions);
    const hash = await deployer.sendTransaction({ to: FACTORY, data: concatHex([SALT, code]), chain: null });
    await deployer.waitForTransactionReceipt({ hash, pollingInterval: 20 });
    for (const signature of [own, wrapped(own)])
      expect(await verify({ account, digest, signature })).to.deep.equal({ valid: true, by: "contract" });
  });

  it("is neither granted nor refused while the node is away", async () => {
    const away = verifierAt("http://127.0.0.1:1");
    const signature = serializeErc6492Signature({ address: FACTORY, data: concatHex([SALT, code]), signature: "0x00" });
    const problem = await away({ account: owner.address as Address, digest, signature }).catch((error: unknown) => error);
    expect(problem).to.be.instanceOf(ProblemError).with.nested.property("problem.status", 503);
  });
});
