import { rmSync } from "node:fs";
import { carbonTokenAbi } from "@waybill/protocol/abi/carbon-token";
import { supplyChainAbi } from "@waybill/protocol/abi/supply-chain";
import { keccak256, toFunctionSelector, type Abi, type Hex } from "viem";
import { deploymentFile, type Deployment } from "../../backend/src/config/config.ts";
import { callRpc } from "../services/json-rpc.ts";
import { CONTRACTS, compileContracts } from "./builds.ts";
import { readJson, writeJson } from "./files.ts";
import { damaged, type Home } from "./home.ts";
import { StartProblem, reasonOf } from "./problem.ts";
import { ROOT } from "./root.ts";
import type { Settings } from "./settings.ts";
import { buildIfChanged } from "./stamp.ts";
import type { Steps } from "./steps.ts";
import type { Supervisor } from "./supervisor.ts";

interface Context {
  settings: Settings;
  home: Home;
  supervisor: Supervisor;
  steps: Steps;
  rpcUrl: string;
  /** Makes the deployment survive a crash of the chain before anybody relies on it. */
  saveChain(): Promise<void>;
}

/**
 * The contracts that this installation works with: those that the configuration names, those deployed before, or new ones. What an older
 * Waybill did not deploy yet is added to what it did.
 *
 * @returns the path of the file that describes them.
 * @throws {StartProblem} when the chain does not hold what the file says, or holds what another version deployed.
 */
export async function provideContracts(context: Context): Promise<string> {
  const { settings, home, steps, rpcUrl } = context;
  const path = settings.deploymentFile ?? home.file("deployment.json");
  const known = readDeployment(path, context);
  if (known) {
    await steps.run("Contracts", async (detail) => {
      await checkDeployment(known, settings.chainId, rpcUrl, path);
      detail(`at ${known.supplyChain}`);
    });
    if (known.carbon || settings.deploymentFile) return path;
  }
  await compile(context);
  await steps.run("Deployed the contracts", async (detail) => {
    const deployment = await deploy(context);
    // Whoever is registered there is not registered at a new contract: what an older one holds is never left behind without a word.
    if (known && known.supplyChain !== deployment.supplyChain) throw builtOtherwise(path, known.supplyChain, "its code has changed since");
    await context.saveChain();
    writeJson(path, deployment);
    home.add("deployment");
    detail(`at ${deployment.supplyChain}`);
  });
  return path;
}

function readDeployment(path: string, { settings, home }: Context): Deployment | undefined {
  const complaint = (cause?: unknown) =>
    settings.deploymentFile
      ? new StartProblem(`DEPLOYMENT_FILE ${path} does not describe a deployment of Waybill.`, { cause })
      : damaged(home.path, "deployment.json does not describe a deployment", cause);
  let content: unknown;
  try {
    content = readJson(path);
  } catch (error) {
    throw complaint(error);
  }
  if (content === undefined) {
    if (settings.deploymentFile) throw new StartProblem(`DEPLOYMENT_FILE ${path} does not exist.`);
    return undefined;
  }
  const parsed = deploymentFile.safeParse(content);
  if (!parsed.success) throw complaint(parsed.error);
  return parsed.data as Deployment;
}

async function checkDeployment(deployment: Deployment, chainId: number, rpcUrl: string, path: string): Promise<void> {
  if (deployment.chainId !== chainId)
    throw new StartProblem(
      `The contracts in ${path} are on chain ${deployment.chainId}, but this is chain ${chainId}: set CHAIN_ID and RPC_URL.`,
    );
  const { supplyChain, codeHash, carbon } = deployment;
  const contracts = [
    { address: supplyChain, codeHash, abi: supplyChainAbi },
    ...(carbon ? [{ address: carbon.token, codeHash: carbon.codeHash, abi: carbonTokenAbi }] : []),
  ];
  for (const { address, codeHash, abi } of contracts) {
    const code = (await callRpc(rpcUrl, "eth_getCode", [address, "latest"])) as Hex;
    if (code === "0x" || keccak256(code) !== codeHash) {
      const found = code === "0x" ? "nothing is there" : "other code is there";
      throw new StartProblem(
        `The chain does not hold the contracts of ${path}: ${found} at ${address}. Use the chain they were deployed on, or another WAYBILL_HOME.`,
      );
    }
    const lacking = functionsLacking(code, abi);
    if (lacking.length > 0) throw builtOtherwise(path, address, `it has no ${firstOf(lacking)}`);
  }
}

/** Functions that a sentence names. */
const NAMED = 3;

/** Contracts stay as they were deployed; nothing here replaces one under the data of those who use it. */
function builtOtherwise(path: string, address: string, difference: string): StartProblem {
  return new StartProblem(
    `The contract at ${address} of ${path} was deployed by another version of Waybill: ${difference}. Nothing was changed. ` +
      "Go on with the version that deployed it, or begin anew with another WAYBILL_HOME (where you deploy yourself, another DEPLOYMENT_FILE).",
  );
}

function firstOf(names: readonly string[]): string {
  const rest = names.length - NAMED;
  return names.slice(0, NAMED).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

/** Functions of an ABI that compiled code does not answer to: its dispatcher compares with every selector, without leading zeros. */
export function functionsLacking(code: Hex, abi: Abi): string[] {
  return abi.flatMap((one) =>
    one.type === "function" &&
    !code.includes(
      toFunctionSelector(one)
        .slice(2)
        .replace(/^(00)+/, ""),
    )
      ? [one.name]
      : [],
  );
}

async function compile({ home, supervisor, steps }: Context): Promise<void> {
  await steps.run("Compiled the contracts", async (detail) => {
    const done = await buildIfChanged(CONTRACTS, () => supervisor.run(compileContracts(home.log("compile"))));
    if (!done) detail("(unchanged)");
  });
}

/** Hardhat is large: it runs in a process of its own that ends with the deployment. */
async function deploy({ settings, home, supervisor, rpcUrl }: Context): Promise<Deployment> {
  const result = home.file("deployment.new.json");
  await supervisor.run({
    name: "Deploying the contracts",
    command: process.execPath,
    args: [`${ROOT}/scripts/start/deploy-process.ts`, result],
    cwd: ROOT,
    logFile: home.log("deploy"),
    env: {
      ...settings.environment,
      RPC_URL: rpcUrl,
      DEPLOYER_KEY: settings.keys.deployer,
      REGISTRAR_KEY: settings.keys.registrar,
      RELAYER_KEY: settings.keys.relayer,
    },
  });
  try {
    return deploymentFile.parse(readJson(result)) as Deployment;
  } catch (error) {
    throw new StartProblem(`The deployment gave no usable result: ${reasonOf(error)}.`, { cause: error });
  } finally {
    rmSync(result, { force: true });
  }
}
