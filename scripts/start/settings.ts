import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { ConfigError, readConfig, type Config } from "../../backend/src/config/config.ts";
import { developmentKey } from "../../backend/src/config/development-keys.ts";
import { VARIABLES } from "../../backend/src/config/variables.ts";
import { WAREHOUSE_VARIABLES } from "../../backend/src/config/warehouse-variables.ts";
import { configuredFeeds } from "../../backend/src/modules/chain/indexer/index-file.ts";
import { armFaults } from "../../backend/src/platform/faults.ts";
import { reasonOf, StartProblem } from "./problem.ts";

/** Accounts of the development mnemonic, by what they do. 2 to 6 are the demonstration's five organisations. */
const DEPLOYER_ACCOUNT = 0;
const RELAYER_ACCOUNT = 1;

export interface Settings {
  mode: "development" | "production";
  isDemo: boolean;
  port: number;
  host: string;
  home: string;
  servesPages: boolean;
  chainId: number;
  /** Servers that somebody else runs; without them we start our own. */
  databaseUrl?: string;
  /** The same as its owner, where DATABASE_URL is not. */
  databaseOwnerUrl?: string;
  rpcUrl?: string;
  deploymentFile?: string;
  /** Keys that deploy and send in development; production brings its own and deploys nothing. */
  keys: { deployer: `0x${string}`; relayer: string; registrar: string };
  /** Whether the two warehouses are started beside the shop. */
  hasWarehouses: boolean;
  /** Their databases, where somebody else runs the server. */
  warehouseDatabaseUrls: { alpha?: string; beta?: string };
  /** Of which their tokens are made. */
  serviceSecret: string;
  environment: NodeJS.ProcessEnv;
}

/**
 * Reads every variable before anything is started, by the backend's own rules.
 *
 * @throws {StartProblem} naming every variable that cannot be used.
 */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const config = readWhole(environment);
  return {
    mode: config.mode,
    isDemo: config.demo,
    port: config.port,
    host: config.host,
    home: resolve(config.home),
    servesPages: config.roles.includes("api"),
    chainId: config.chain.id,
    databaseUrl: isGiven(environment, "DATABASE_URL") ? config.databaseUrl.reveal() : undefined,
    databaseOwnerUrl: config.databaseOwnerUrl?.reveal(),
    rpcUrl: isGiven(environment, "RPC_URL") ? config.chain.rpcUrl.reveal() : undefined,
    deploymentFile: environment.DEPLOYMENT_FILE || undefined,
    keys: {
      deployer: developmentKey(DEPLOYER_ACCOUNT),
      relayer: config.keys.relayer.reveal(),
      registrar: config.keys.registrar.reveal(),
    },
    hasWarehouses: readSwitch(environment, "WAREHOUSES") && config.mode === "development" && config.roles.includes("api"),
    warehouseDatabaseUrls: {
      alpha: readDatabaseUrl(environment, "ALPHA_DATABASE_URL"),
      beta: readDatabaseUrl(environment, "BETA_DATABASE_URL"),
    },
    serviceSecret: config.warehouses.secrets?.reveal()[0] ?? "",
    environment,
  };
}

function readSwitch(environment: NodeJS.ProcessEnv, name: string): boolean {
  const text = environment[name] || "on";
  if (text !== "on" && text !== "off") throw new StartProblem(`${name} is "on" or "off", not "${text}".`);
  return text === "on";
}

function readDatabaseUrl(environment: NodeJS.ProcessEnv, name: string): string | undefined {
  const url = environment[name];
  if (!url) return undefined;
  if (!WAREHOUSE_VARIABLES.DATABASE_URL.schema.safeParse(url).success)
    throw new StartProblem(`${name} is not a URL: postgres://user:password@host:port/database is expected.`);
  return url;
}

function readWhole(environment: NodeJS.ProcessEnv): Config {
  const isProduction = environment.WAYBILL_MODE === "production";
  if (isProduction) refuseMissingServers(environment);
  try {
    const config = isProduction ? readConfig(environment) : readDevelopment(environment);
    configuredFeeds(config);
    // Nothing fails in this process; the backend that is started with it does.
    armFaults(config.faultAt);
    return config;
  } catch (error) {
    throw new StartProblem(error instanceof ConfigError ? error.problems.join("\n") : reasonOf(error), { cause: error });
  }
}

/** Whether the environment has a variable, by itself or in a file. */
function isGiven(environment: NodeJS.ProcessEnv, name: string): boolean {
  return Boolean(environment[name] || environment[`${name}_FILE`]);
}

/** In production nothing is made up. */
function refuseMissingServers(environment: NodeJS.ProcessEnv): void {
  const missing = ["DATABASE_URL", "RPC_URL", "DEPLOYMENT_FILE"].filter((name) => !isGiven(environment, name));
  if (missing.length > 0)
    throw new StartProblem(`In production ${missing.join(" and ")} must be set: the embedded database and chain are for development.`);
}

/** Stands for what a start provides by itself, so that only what the environment brings can be wrong. */
const PROVIDED = {
  WAYBILL_DEMO: "on",
  DATABASE_URL: "postgres://127.0.0.1/waybill",
  RPC_URL: "http://127.0.0.1",
  DEPLOYMENT_FILE: "(deployed by this start)",
};

function readDevelopment(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, text]) => text !== ""));
  const hasKey = ["RELAYER_KEY", "RELAYER_KEY_FILE", "RELAYER_KEYSTORE_FILE"].some((name) => given[name] !== undefined);
  const key = hasKey ? {} : { RELAYER_KEY: developmentKey(RELAYER_ACCOUNT) };
  const provided = Object.fromEntries(Object.entries(PROVIDED).filter(([name]) => !isGiven(given, name)));
  return readConfig({ ...provided, ...key, ...given }, (path) =>
    path === PROVIDED.DEPLOYMENT_FILE ? deploymentOn(given.CHAIN_ID) : readFileSync(path, "utf8"),
  );
}

function deploymentOn(chainId: string | undefined): string {
  const [account, hash] = [`0x${"00".repeat(20)}`, `0x${"00".repeat(32)}`];
  const id = Number(chainId ?? VARIABLES.CHAIN_ID.default);
  return JSON.stringify({ chainId: id, accessManager: account, supplyChain: account, fromBlock: 0, codeHash: hash });
}
