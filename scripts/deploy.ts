import { deploy, DeploymentResultType, type DeploymentResult } from "@nomicfoundation/ignition-core";
import { JsonRpcProvider, keccak256, Wallet } from "ethers";
import { METADATA_URI } from "../ignition/metadata-uri.ts";
import { ROLES } from "../ignition/roles.ts";
import { systemAddresses, type SystemAddresses } from "./deployment/addresses.ts";
import { artifactResolver } from "./deployment/artifacts.ts";
import { remainingSystem } from "./deployment/module.ts";
import { permissionTable } from "./deployment/permission-table.ts";
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
  /** Account that issues grams of CO₂e; the registrar when left out. */
  issuer?: string;
  /** Account that signs what is issued, never the issuer; when left out, the administrator names one later. */
  verifier?: string;
  /** Where a client finds what a batch of grams is, with `{id}` for its id; on this machine when left out. */
  metadataUri?: string;
}

/** A contract on a chain. */
interface Deployed {
  /** Block of the contract's first log: nothing of it is older. */
  fromBlock: number;
  /** keccak256 of the contract's code on this chain. */
  codeHash: string;
}

/** Without further words, what is said is about SupplyChain. */
export interface Deployment extends Deployed {
  chainId: number;
  accessManager: string;
  supplyChain: string;
  carbon: Deployed & { token: string };
}

/**
 * Deploys all contracts with Hardhat Ignition (create2) and fills the permission table. Idempotent: what is on the chain already is
 * kept, and a complete system is only looked up. Needs compiled artifacts; throws with Ignition's reasons when a step fails.
 *
 * @example
 * const { supplyChain } = await deploySystem({ rpcUrl, deployerKey, admin: deployer, registrar });
 */
export async function deploySystem(parameters: DeploySystemParameters): Promise<Deployment> {
  const node = new JsonRpcProvider(parameters.rpcUrl, undefined, { staticNetwork: true, cacheTimeout: -1, pollingInterval: 100 });
  try {
    const wallet = new Wallet(parameters.deployerKey, node);
    const addresses = await systemAddresses(wallet.address, parameters.metadataUri);
    const complete = await isComplete(node, addresses, wallet.address, parameters);
    if (!complete) await deployRemaining(node, wallet, addresses, parameters);
    return await describe(node, addresses);
  } finally {
    node.destroy();
  }
}

async function deployRemaining(node: JsonRpcProvider, wallet: Wallet, addresses: SystemAddresses, parameters: DeploySystemParameters) {
  const { admin, registrar, guardian = admin, issuer = registrar, verifier, metadataUri = METADATA_URI } = parameters;
  if (verifier !== undefined && isSame(issuer, verifier)) throw new Error("Issuer and verifier must be two accounts.");
  const has = {
    accessManager: await hasCode(node, addresses.accessManager),
    supplyChain: await hasCode(node, addresses.supplyChain),
    carbonToken: await hasCode(node, addresses.carbonToken),
  };
  const hasVerifier = verifier !== undefined;
  const result = await deploy({
    config: { requiredConfirmations: 1, blockPollingInterval: 100 },
    provider: signingProvider(node, wallet),
    artifactResolver,
    ignitionModule: remainingSystem({ addresses, has, metadataUri, hasVerifier, handsOverAdmin: !isSame(admin, wallet.address) }),
    deploymentParameters: { System: { admin, registrar, guardian, issuer, ...(hasVerifier ? { verifier } : {}) } },
    accounts: [wallet.address],
    defaultSender: wallet.address,
    strategy: "create2",
    strategyConfig: { salt: SALT },
  });
  if (result.type !== DeploymentResultType.SUCCESSFUL_DEPLOYMENT) throw new Error(`Deployment failed: ${reasonsOf(result)}`);
}

/** True when all contracts are there and every right of the system is as asked. */
async function isComplete(node: JsonRpcProvider, addresses: SystemAddresses, deployer: string, parameters: DeploySystemParameters) {
  const { admin, registrar, issuer = registrar, verifier } = parameters;
  for (const address of Object.values(addresses)) if (!(await hasCode(node, address))) return false;
  const table = await permissionTable(node, addresses);
  return (
    (await table.isRestricted()) &&
    (await table.hasRole(ROLES.REGISTRAR, registrar)) &&
    (await table.hasRole(ROLES.ISSUER, issuer)) &&
    (verifier === undefined || (await table.hasRole(ROLES.VERIFIER, verifier))) &&
    (await table.hasRole(ROLES.ADMIN, admin)) &&
    (isSame(admin, deployer) || !(await table.hasRole(ROLES.ADMIN, deployer)))
  );
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

async function describe(node: JsonRpcProvider, { accessManager, supplyChain, carbonToken }: SystemAddresses): Promise<Deployment> {
  const { chainId } = await node.getNetwork();
  const carbon = { token: carbonToken, ...(await deployed(node, "CarbonToken", carbonToken)) };
  return { chainId: Number(chainId), accessManager, supplyChain, ...(await deployed(node, "SupplyChain", supplyChain)), carbon };
}

async function deployed(node: JsonRpcProvider, name: string, address: string): Promise<Deployed> {
  const [code, [first]] = await Promise.all([node.getCode(address), node.getLogs({ address, fromBlock: 0, toBlock: "latest" })]);
  if (first === undefined) throw new Error(`${name} at ${address} has no logs: the node does not keep its history.`);
  return { fromBlock: first.blockNumber, codeHash: keccak256(code) };
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
