import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWalletClient, http, parseAbi, publicActions, type PublicClient } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import type { Deployment } from "../../../scripts/deploy.ts";
import type { Anvil } from "../../../scripts/services/anvil.ts";
import { mine } from "../../../test/support/anvil.ts";
import { readConfig, type Config } from "../../src/config/config.ts";
import { ENTITIES } from "../../src/entities.ts";
import { MIGRATIONS } from "../../src/migrations/index.ts";
import type { App } from "../../src/platform/app.ts";
import { systemClock } from "../../src/platform/clock.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { systemRandom } from "../../src/platform/ids.ts";
import { createLogger } from "../../src/platform/logging.ts";
import { createMetrics } from "../../src/platform/metrics.ts";
import { openPersonalFields } from "../../src/platform/personal/personal-fields.ts";
import { createChainClient } from "../../src/platform/rpc.ts";
import { prepareSchema } from "../../src/platform/schema/prepare-schema.ts";
import type { Caller } from "./caller.ts";
import { createMigratedDatabase } from "./databases.ts";
import { KEYS, startDeployedChain } from "./deployed-chain.ts";

export { KEYS };

/** What tests ask of the AccessManager. */
interface ManagerArgs {
  setTargetClosed: [target: string, closed: boolean];
  grantRole: [role: bigint, account: string, delaySeconds: number];
  revokeRole: [role: bigint, account: string];
}
type ManagerCall = keyof ManagerArgs;

/** A chain of its own with the real contracts on it. */
export interface ChainWorld {
  anvil: Anvil;
  deployment: Deployment;
  mine(blocks?: number): Promise<void>;
  /** Reorganises the last `depth` blocks away; their transactions are gone for good. */
  reorg(depth: number): Promise<void>;
  /** Calls the AccessManager as its administrator, paying a certain fee per unit of gas where the order in a block matters. */
  callManager<Name extends ManagerCall>(address: string, functionName: Name, args: ManagerArgs[Name], feePerGas?: bigint): Promise<void>;
  /** Calls the contract in its own transaction, as one of the development accounts. */
  caller: Caller;
  stop(): Promise<void>;
}

export async function startChainWorld(): Promise<ChainWorld> {
  const { anvil, caller, deployment } = await startDeployedChain();
  return {
    anvil,
    deployment,
    caller,
    callManager: (address, functionName, args, feePerGas) => callManager(anvil.url, { address, functionName, args, feePerGas }),
    stop: () => anvil.stop(),
    mine: (blocks = 1) => mine(anvil, blocks),
    async reorg(depth) {
      await anvil.rpc("anvil_reorg", [depth, []]);
    },
  };
}

const MANAGER_ABI = parseAbi([
  "function setTargetClosed(address target, bool closed)",
  "function grantRole(uint64 role, address account, uint32 delaySeconds)",
  "function revokeRole(uint64 role, address account)",
]);

async function callManager(
  url: string,
  call: { address: string; functionName: ManagerCall; args: readonly unknown[]; feePerGas: bigint | undefined },
): Promise<void> {
  const client = createWalletClient({ transport: http(url), account: privateKeyToAccount(KEYS.deployer) }).extend(publicActions);
  const fees = call.feePerGas === undefined ? {} : { maxFeePerGas: call.feePerGas, maxPriorityFeePerGas: call.feePerGas };
  const hash = await client.writeContract({ ...call, ...fees, abi: MANAGER_ABI, chain: null, gas: 200_000n } as never);
  const { status } = await client.waitForTransactionReceipt({ hash, pollingInterval: 10 });
  if (status !== "success") throw new Error(`${call.functionName} was refused`);
}

/** The environment of a backend in this world. */
export function environmentOf(world: ChainWorld, databaseUrl: string, env: Record<string, string> = {}): Record<string, string> {
  return {
    PORT: "0",
    DATABASE_URL: databaseUrl,
    RPC_URL: world.anvil.url,
    DEPLOYMENT_FILE: "deployment.json",
    RELAYER_KEY: KEYS.relayer,
    REGISTRAR_KEY: KEYS.relayer,
    WAYBILL_HOME: mkdtempSync(join(tmpdir(), "waybill-home-")),
    RATE_LIMIT_PER_MINUTE: "1000000",
    // By the clock: it would come into any test that counts transactions.
    AUDIT_ANCHOR_MINUTES: "0",
    LOG_LEVEL: "fatal",
    ...env,
  };
}

export function configOf(world: ChainWorld, databaseUrl: string, env: Record<string, string> = {}): Config {
  const given = [env["RELAYER_KEY_FILE"], env["DOCUMENTS_KEY_FILE"], env["SERVICE_SECRET_FILE"]];
  return readConfig(environmentOf(world, databaseUrl, env), (path) =>
    given.includes(path) ? readFileSync(path, "utf8") : JSON.stringify(world.deployment),
  );
}

/** What modules share, on a fresh database, without any service running. */
export async function createApp(
  world: ChainWorld,
  { env = {}, databaseUrl }: { env?: Record<string, string>; databaseUrl?: string } = {},
): Promise<{ app: App; client: PublicClient; databaseUrl: string; ownerUrl: string; close(): Promise<void> }> {
  const database =
    databaseUrl === undefined ? await createMigratedDatabase(env["INDEX_FILE"]) : { url: databaseUrl, ownerUrl: databaseUrl };
  const { url, ownerUrl } = database;
  const config = configOf(world, url, env);
  const log = createLogger(config.logLevel);
  const db = await openDatabase({ url, entities: ENTITIES, migrations: MIGRATIONS, log, poolSize: 5 });
  const [clock, random] = [systemClock, systemRandom];
  const app: App = { config, db, log, clock, random, metrics: createMetrics(), personal: openPersonalFields(config, { clock, random }) };
  await prepareSchema(app);
  return { app, client: createChainClient(config), databaseUrl: url, ownerUrl, close: () => db.close() };
}

/** A 32-byte value of its own for each number. */
export function word(number: number): Hex32 {
  return `0x${number.toString(16).padStart(64, "0")}` as Hex32;
}
