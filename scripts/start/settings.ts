import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { ConfigError, readConfig } from "../../backend/src/config/config.ts";
import { developmentKey } from "../../backend/src/config/development-keys.ts";
import { VARIABLES } from "../../backend/src/config/variables.ts";
import { StartProblem } from "./problem.ts";

/** What `npm start` itself needs to know; everything else goes to the backend as it is. */
const OWN = ["PORT", "HOST", "WAYBILL_HOME", "WAYBILL_MODE", "WAYBILL_ROLES", "CHAIN_ID"] as const;
type Own = { [Name in (typeof OWN)[number]]: ReturnType<(typeof VARIABLES)[Name]["schema"]["parse"]> };

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
  rpcUrl?: string;
  deploymentFile?: string;
  /** Keys that deploy and send in development; production brings its own and deploys nothing. */
  keys: { deployer: `0x${string}`; relayer: string; registrar: string };
  environment: NodeJS.ProcessEnv;
}

/** @throws {StartProblem} naming every variable that cannot be used. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const own = readOwn(environment);
  if (own.WAYBILL_MODE === "production") checkProductionEnvironment(environment);
  const relayer = readKey(environment, "RELAYER_KEY") ?? developmentKey(RELAYER_ACCOUNT);
  return {
    mode: own.WAYBILL_MODE,
    isDemo: own.WAYBILL_MODE === "development" && !["off", "false", "0"].includes(environment.WAYBILL_DEMO ?? "on"),
    port: own.PORT,
    host: own.HOST,
    home: resolve(own.WAYBILL_HOME),
    servesPages: own.WAYBILL_ROLES.includes("api"),
    chainId: own.CHAIN_ID,
    databaseUrl: environment.DATABASE_URL || undefined,
    rpcUrl: environment.RPC_URL || undefined,
    deploymentFile: environment.DEPLOYMENT_FILE || undefined,
    keys: { deployer: developmentKey(DEPLOYER_ACCOUNT), relayer, registrar: readKey(environment, "REGISTRAR_KEY") ?? relayer },
    environment,
  };
}

function readOwn(environment: NodeJS.ProcessEnv): Own {
  const values: Record<string, unknown> = {};
  for (const name of OWN) {
    const variable = VARIABLES[name];
    const text = environment[name] || variable.default;
    const parsed = variable.schema.safeParse(text);
    if (!parsed.success) throw new StartProblem(`${name} is not usable ("${text}"): ${parsed.error.issues[0]?.message ?? "invalid"}.`);
    values[name] = parsed.data;
  }
  return values as Own;
}

function readKey(environment: NodeJS.ProcessEnv, name: "RELAYER_KEY" | "REGISTRAR_KEY"): string | undefined {
  const path = environment[`${name}_FILE`];
  if (environment[name] || !path) return environment[name] || undefined;
  try {
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    throw new StartProblem(`${name}_FILE ${path} cannot be read.`, { cause: error });
  }
}

/** In production nothing is made up: the backend's own rules apply to the environment as it is. */
function checkProductionEnvironment(environment: NodeJS.ProcessEnv): void {
  const missing = ["DATABASE_URL", "RPC_URL", "DEPLOYMENT_FILE"].filter((name) => !environment[name]);
  if (missing.length > 0)
    throw new StartProblem(`In production ${missing.join(" and ")} must be set: the embedded database and chain are for development.`);
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) throw new StartProblem(error.problems.join("\n"), { cause: error });
    throw error;
  }
}
