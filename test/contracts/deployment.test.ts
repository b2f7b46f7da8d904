import { expect } from "chai";
import { Contract, Wallet, keccak256 } from "ethers";
import { accessManagerAbi } from "../../protocol/src/abi/access-manager.ts";
import { deployments } from "../../protocol/src/abi/deployments.ts";
import { supplyChainAbi } from "../../protocol/src/abi/supply-chain.ts";
import { deploySystem } from "../../scripts/deploy.ts";
import { DEV, startAnvil, type Anvil } from "./support/anvil.ts";
import { PROFILE, word } from "./support/fixture.ts";

const [deployer, registrar, admin] = DEV;
const VERIFIER = "0x90F79bf6EB2c4f870365E785982E1f101E93b906";

describe("deployment, rehearsed on anvil", function () {
  let anvil: Anvil;
  beforeEach(async () => {
    anvil = await startAnvil();
  });
  afterEach(() => anvil.stop());

  const deploy = (administrator: string = deployer.address) =>
    deploySystem({
      rpcUrl: anvil.url,
      deployerKey: deployer.key,
      admin: administrator,
      registrar: registrar.address,
      verifier: VERIFIER,
    });
  const chainFor = (address: string, key: string) => new Contract(address, supplyChainAbi, new Wallet(key, anvil.node));
  const hasRole = async (manager: string, role: number, account: string): Promise<boolean> =>
    (await new Contract(manager, accessManagerAbi, anvil.node).getFunction("hasRole")(role, account))[0];

  it("puts all contracts where the protocol package says, and the registrar to work", async () => {
    const deployment = await deploy();
    const { accessManager, supplyChain, carbon } = deployment;
    expect({ accessManager, supplyChain, carbonToken: carbon.token }).to.deep.equal(deployments[31337]);
    expect(carbon.codeHash).to.equal(keccak256(await anvil.node.getCode(carbon.token)));
    expect(await anvil.node.getCode(carbon.token, carbon.fromBlock - 1)).to.equal("0x");
    expect(await hasRole(accessManager, 3, registrar.address)).to.equal(true);
    expect(await hasRole(accessManager, 4, VERIFIER)).to.equal(true);
    expect(deployment.chainId).to.equal(31337);
    expect(deployment.codeHash).to.equal(keccak256(await anvil.node.getCode(deployment.supplyChain)));
    expect(await anvil.node.getCode(deployment.supplyChain, deployment.fromBlock - 1)).to.equal("0x");
    expect(await anvil.node.getCode(deployment.supplyChain, deployment.fromBlock)).not.to.equal("0x");

    const chain = chainFor(deployment.supplyChain, registrar.key);
    await (await chain.getFunction("registerActor")(admin.address, 1, PROFILE)).wait();
    expect((await chain.getFunction("actorOf")(admin.address)).roles).to.equal(1n);
  });

  it("does nothing when it is run again", async () => {
    const first = await deploy();
    const block = await anvil.node.getBlockNumber();
    expect(await deploy()).to.deep.equal(first);
    expect(await anvil.node.getBlockNumber()).to.equal(block);
  });

  it("hands ADMIN over when the administrator is another account", async () => {
    const { accessManager } = await deploy(admin.address);
    expect(await hasRole(accessManager, 0, admin.address)).to.equal(true);
    expect(await hasRole(accessManager, 0, deployer.address)).to.equal(false);
  });

  it("says why when the deployer may not fill in the permission table any more", async () => {
    await deploy(admin.address);
    const other = deploySystem({ rpcUrl: anvil.url, deployerKey: deployer.key, admin: admin.address, registrar: deployer.address });
    expect(await problemOf(other)).to.match(/^Deployment failed: .*AccessManagerUnauthorizedAccount/);
  });

  it("refuses one account as issuer and verifier", async () => {
    const accounts = { admin: admin.address, registrar: registrar.address, issuer: VERIFIER, verifier: VERIFIER.toLowerCase() };
    const problem = await problemOf(deploySystem({ rpcUrl: anvil.url, deployerKey: deployer.key, ...accounts }));
    expect(problem).to.equal("Issuer and verifier must be two accounts.");
  });

  it("adds the token to a system that was deployed without it", async () => {
    const first = await deploy();
    await anvil.node.send("anvil_setCode", [first.carbon.token, "0x"]);
    await anvil.node.send("anvil_setNonce", [first.carbon.token, "0x0"]);
    const second = await deploy();
    expect({ ...second, carbon: undefined }).to.deep.equal({ ...first, carbon: undefined });
    expect({ ...second.carbon, fromBlock: 0 }).to.deep.equal({ ...first.carbon, fromBlock: 0 });
  });

  it("is completed when a reorganisation took half of it away", async () => {
    const first = await deploy();
    const depth = (await anvil.node.getBlockNumber()) - Math.min(first.fromBlock, first.carbon.fromBlock) + 1;
    await anvil.node.send("anvil_reorg", [depth, []]);
    expect(await anvil.node.getCode(first.accessManager)).not.to.equal("0x");
    expect(await anvil.node.getCode(first.supplyChain)).to.equal("0x");
    expect(await anvil.node.getCode(first.carbon.token)).to.equal("0x");

    const second = await deploy();
    const withoutBlocks = (of: typeof first) => ({ ...of, fromBlock: 0, carbon: { ...of.carbon, fromBlock: 0 } });
    expect(withoutBlocks(second)).to.deep.equal(withoutBlocks(first));
    expect(await hasRole(second.accessManager, 1, registrar.address)).to.equal(true);
    expect(await hasRole(second.accessManager, 3, registrar.address)).to.equal(true);
  });

  it("a reorganisation takes an anchor back, and the log grows on as if it had never been", async () => {
    const { supplyChain } = await deploy();
    const chain = chainFor(supplyChain, registrar.key);
    await (await chain.getFunction("anchor")(word("kept"))).wait();
    const head: string = await chain.getFunction("head")();
    await (await chain.getFunction("anchor")(word("lost"))).wait();
    await anvil.node.send("anvil_reorg", [1, []]);
    expect(await chain.getFunction("head")()).to.equal(head);
    const again = await (await chain.getFunction("anchor")(word("again"))).wait();
    expect(chain.interface.parseLog(again.logs[0])?.args.index).to.equal(1n);
  });
});

/** Message of a promise's failure; "" when there is none. */
async function problemOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "",
    (error: Error) => error.message,
  );
}
