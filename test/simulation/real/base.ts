import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { carbonTokenAbi } from "@waybill/protocol/abi/carbon-token";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { batchIdOf, issueTypedData, savingHashOf } from "@waybill/protocol/typed-data/carbon";
import { ROLE } from "@waybill/protocol/typed-data/roles";
import { encodeFunctionData, toHex } from "viem";
import { deploySystem } from "../../../scripts/deploy.ts";
import { startAnvil, type Anvil } from "../../../scripts/services/anvil.ts";
import { runDirectory, track } from "../../support/resources.ts";
import { CONTRACT } from "../checker/abi.ts";
import { ACCOUNTS, keyOf } from "./accounts.ts";
import { sendFrom } from "./send-from.ts";

/** A chain with the contracts and registered parties on it, to start every run from. */
export interface Base {
  /** What `anvil_loadState` takes. */
  state: string;
  deployment: Awaited<ReturnType<typeof deploySystem>>;
  deploymentFile: string;
  /** Grams that the first organisation holds. */
  batch: Hex32;
}

/** A loaded chain knows the state of its newest block only: so many blocks on top make every tag point at a block whose state is known. */
export const DEEPEST_FINALITY = 64;

/** Stands for whatever a saving rests on. */
const WORD = `0x${"5a".repeat(32)}` as Hex32;

let anvils = 0;

export async function startEmptyAnvil(): Promise<Anvil> {
  return startAnvil({ logFile: join(runDirectory(), `sim-anvil-${process.pid}-${++anvils}.log`), onStarted: track });
}

/** Deploys once; every run then loads the result in a tenth of a second. */
export async function makeBase(): Promise<Base> {
  const anvil = await startEmptyAnvil();
  const deployment = await deployOn(anvil, ACCOUNTS.relayer.address);
  const batch = await issueGrams(anvil, deployment);
  const state = String(await anvil.rpc("anvil_dumpState", []));
  await anvil.stop();
  const deploymentFile = join(runDirectory(), "sim-deployment.json");
  writeFileSync(deploymentFile, JSON.stringify(deployment));
  return { state, deployment, deploymentFile, batch };
}

/** Puts the contracts on a chain, and registers who anchors and the organisations. */
export async function deployOn(anvil: Anvil, anchorer: string): Promise<Base["deployment"]> {
  const { deployer, relayer, organisations, verifier } = ACCOUNTS;
  const deployment = await deploySystem({
    rpcUrl: anvil.url,
    deployerKey: keyOf(deployer),
    admin: deployer.address,
    registrar: relayer.address,
    verifier: verifier.address,
  });
  const register = (account: string, roles: number): Promise<void> =>
    sendFrom(
      anvil,
      relayer.address,
      deployment.supplyChain,
      CONTRACT.encodeFunctionData("registerActor", [account, roles, `0x${"a1".repeat(20)}`]),
    );
  await register(anchorer, ROLE.anchorer);
  for (const { address } of organisations) await register(address, ROLE.producer | ROLE.carrier);
  return deployment;
}

/** A ton for the first organisation, a tenth of it withheld. */
async function issueGrams(anvil: Anvil, { chainId, carbon }: Base["deployment"]): Promise<Hex32> {
  const { relayer, organisations, verifier } = ACCOUNTS;
  const token = carbon.token as Address;
  const saving = { baseline: WORD, actual: WORD, methodology: WORD, evidence: WORD };
  const serials = { firstSerial: 1n, lastSerial: 1_000_000n };
  const terms = {
    to: organisations[0].address,
    registry: WORD,
    project: WORD,
    vintage: 2024,
    ...serials,
    bufferShare: 1_000,
    deadline: 2 ** 40,
  };
  const signature = await verifier.signTypedData(issueTypedData({ chainId, token }, { ...terms, saving }));
  const args = [{ ...terms, savingHash: savingHashOf(saving) }, verifier.address, signature] as const;
  await sendFrom(anvil, relayer.address, token, encodeFunctionData({ abi: carbonTokenAbi, functionName: "issue", args }));
  return toHex(batchIdOf({ ...terms }), { size: 32 }) as Hex32;
}

/** A fresh chain of its own that goes on from the base. */
export async function startBaseChain({ state }: Base): Promise<Anvil> {
  const anvil = await startEmptyAnvil();
  await anvil.rpc("anvil_loadState", [state]);
  await anvil.rpc("anvil_mine", [`0x${DEEPEST_FINALITY.toString(16)}`]);
  return anvil;
}
