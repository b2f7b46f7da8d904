import { deploy, DeploymentResultType, type DeploymentResult } from "@nomicfoundation/ignition-core";
import { Contract, JsonRpcProvider, keccak256, Wallet } from "ethers";
import { registrarSelectors, ROLES } from "../ignition/roles.ts";
import { systemAddresses, type SystemAddresses } from "./deployment/addresses.ts";
import { artifactResolver, readArtifact } from "./deployment/artifacts.ts";
import { remainingSystem } from "./deployment/module.ts";
import { SALT } from "./deployment/salt.ts";
import { signingProvider } from "./deployment/signing-provider.ts";

export interface DeploySystemParameters {
  rpcUrl: string;
  /** Private key that pays; the addresses depend on its account. */
  deployerKey: string;
  /** Account that administers the permission table. When it is not the deployer, the deployer gives up ADMIN at the end. */
  admin: string;
  /** Account that registers and revokes actors and recovers units. */
  registrar: string;
  /** Account that may cancel what the registrar scheduled; the admin when left out. */
  guardian?: string;
}

export interface Deployment extends SystemAddresses {
  chainId: number;
  /** Block of SupplyChain's first log: nothing of it is older. */
  fromBlock: number;
  /** keccak256 of SupplyChain's code on this chain. */
  codeHash: string;
}

/**
 * Deploys both contracts with Hardhat Ignition (create2) and fills the permission table. Idempotent: what is on the chain already is
 * kept, and a complete system is only looked up. Needs compiled artifacts; throws with Ignition's reasons when a step fails.
 *
 * @example
 * const { supplyChain } = await deploySystem({ rpcUrl, deployerKey, admin: deployer, registrar });
 */
export async function deploySystem(parameters: DeploySystemParameters): Promise<Deployment> {
  const node = new JsonRpcProvider(parameters.rpcUrl, undefined, { staticNetwork: true, cacheTimeout: -1, pollingInterval: 100 });
  try {
    const wallet = new Wallet(parameters.deployerKey, node);
    const addresses = await systemAddresses(wallet.address);
    const complete = await isComplete(node, addresses, wallet.address, parameters);
    if (!complete) await deployRemaining(node, wallet, addresses, parameters);
    return await describe(node, addresses);
  } finally {
    node.destroy();
  }
}

async function deployRemaining(node: JsonRpcProvider, wallet: Wallet, addresses: SystemAddresses, parameters: DeploySystemParameters) {
  const { admin, registrar, guardian = admin } = parameters;
  const has = { accessManager: await hasCode(node, addresses.accessManager), supplyChain: await hasCode(node, addresses.supplyChain) };
  const result = await deploy({
    config: { requiredConfirmations: 1, blockPollingInterval: 100 },
    provider: signingProvider(node, wallet),
    artifactResolver,
    ignitionModule: remainingSystem({ ...addresses, has }, !isSame(admin, wallet.address)),
    deploymentParameters: { System: { admin, registrar, guardian } },
    accounts: [wallet.address],
    defaultSender: wallet.address,
    strategy: "create2",
    strategyConfig: { salt: SALT },
  });
  if (result.type !== DeploymentResultType.SUCCESSFUL_DEPLOYMENT) throw new Error(`Deployment failed: ${reasonsOf(result)}`);
}

/** True when both contracts are there and every right of the system is as asked. */
async function isComplete(
  node: JsonRpcProvider,
  addresses: SystemAddresses,
  deployer: string,
  { admin, registrar }: DeploySystemParameters,
) {
  if (!(await hasCode(node, addresses.accessManager)) || !(await hasCode(node, addresses.supplyChain))) return false;
  const manager = new Contract(addresses.accessManager, (await readArtifact("AccessManager")).abi, node);
  const hasRole = async (role: bigint, account: string): Promise<boolean> => (await manager.getFunction("hasRole")(role, account))[0];
  const roles = await Promise.all(
    registrarSelectors().map((selector) => manager.getFunction("getTargetFunctionRole")(addresses.supplyChain, selector)),
  );
  return (
    roles.every((role) => role === ROLES.REGISTRAR) &&
    (await hasRole(ROLES.REGISTRAR, registrar)) &&
    (await hasRole(ROLES.ADMIN, admin)) &&
    (isSame(admin, deployer) || !(await hasRole(ROLES.ADMIN, deployer)))
  );
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

async function describe(node: JsonRpcProvider, addresses: SystemAddresses): Promise<Deployment> {
  const [{ chainId }, code, logs] = await Promise.all([
    node.getNetwork(),
    node.getCode(addresses.supplyChain),
    node.getLogs({ address: addresses.supplyChain, fromBlock: 0, toBlock: "latest" }),
  ]);
  const [first] = logs;
  if (first === undefined) throw new Error(`SupplyChain at ${addresses.supplyChain} has no logs: the node does not keep its history.`);
  return { ...addresses, chainId: Number(chainId), fromBlock: first.blockNumber, codeHash: keccak256(code) };
}

async function hasCode(node: JsonRpcProvider, address: string): Promise<boolean> {
  return (await node.getCode(address)) !== "0x";
}

function reasonsOf(result: Exclude<DeploymentResult, { type: DeploymentResultType.SUCCESSFUL_DEPLOYMENT }>): string {
  if ("errors" in result) return Object.values(result.errors).flat().join("; ");
  return [
    ...result.failed.map(({ futureId, error }) => `${futureId}: ${error}`),
    ...result.timedOut.map(({ futureId }) => `${futureId} timed out`),
  ].join("; ");
}
