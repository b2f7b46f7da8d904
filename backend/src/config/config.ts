import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { address, blockNumber, hex32, type Address, type Hex32 } from "@waybill/protocol/schemas/primitives";
import { ConfigError } from "./config-error.ts";
import { checkProduction } from "./production.ts";
import { DEVELOPMENT_DOCUMENTS_KEY, DEVELOPMENT_SERVICE_SECRET } from "./development-keys.ts";
import { deepFreeze } from "./deep-freeze.ts";
import { readDocumentsKey, readKey, readServiceSecrets, type ServerKeys } from "./keys.ts";
import { readVariables, type Environment } from "./read-variables.ts";
import { Secret } from "./secret.ts";
import { watchSecretFiles } from "./secret-files.ts";
import { settingsOf, type Setting } from "./settings.ts";
import { VARIABLES, type Role, type ServiceSecrets } from "./variables.ts";

/** What DEPLOYMENT_FILE holds: where the contracts are, and what their code hashes to. */
export const deploymentFile = z.object({
  chainId: z.number().int().positive(),
  accessManager: address,
  supplyChain: address,
  fromBlock: blockNumber,
  codeHash: hex32,
  carbon: z.object({ token: address, fromBlock: blockNumber, codeHash: hex32 }).optional(),
});

export interface Deployment {
  chainId: number;
  accessManager: Address;
  supplyChain: Address;
  /** Block that holds the deployment: no log of ours is older. */
  fromBlock: number;
  /** keccak256 of SupplyChain's runtime code. */
  codeHash: Hex32;
  /** The token of carbon; absent in the file of an older Waybill. */
  carbon?: { token: Address; fromBlock: number; codeHash: Hex32 };
}

export interface Config {
  mode: "development" | "production";
  /** Demonstration wallets and `anchor now`; never true in production. */
  demo: boolean;
  port: number;
  host: string;
  home: string;
  roles: readonly Role[];
  databaseUrl: Secret;
  /** The same database as its owner; null in a process that need not make tables, as none that serves does. */
  databaseOwnerUrl: Secret | null;
  chain: {
    id: number;
    rpcUrl: Secret;
    publicRpcUrl: string;
    explorerUrl: string | null;
    wsUrl: Secret;
    finalityDepth: number;
    deployment: Deployment;
  };
  keys: { relayer: Secret<Hex32>; registrar: Secret<Hex32> };
  /** One sentence for each file of a secret that has changed and cannot be used. */
  secretProblems: () => string[];
  /** Further contracts to index; see the chain module's `index-file.ts`. */
  indexFile: string | null;
  relaying: { maxFeeGwei: number; maxInFlight: number; bumpSeconds: number };
  frontendDir: string | null;
  /** Scheme and host, without a slash at the end. */
  publicUrl: string | null;
  /** Scheme and host of each; see `isOwnOrigin`. */
  signInOrigins: readonly string[];
  /** Scheme and host of pages elsewhere that may ask the API, with keys of their own. */
  corsOrigins: readonly string[];
  /** Private keys of access tokens; made when it is not there. */
  sessionKeysFile: string;
  /** Keys of what is told about people: a file with those that wrap, and a folder with one wrapped key for each person. */
  personal: { keyFile: string; dataKeys: string };
  documents: {
    ipfsApiUrl: string | null;
    secondPinUrl: string | null;
    scannerUrl: string | null;
    key: Secret<ServerKeys>;
    quotaBytes: number;
  };
  anchoring: { maxEvents: number; maxSeconds: number; auditMinutes: number };
  /** Tries and patience with subscribers. */
  webhooks: { maxTries: number; timeoutMilliseconds: number };
  /** Where the sandbox sends its messages; null for the API of this process, or of PUBLIC_URL. */
  sandboxWebhookUrl: string | null;
  warehouses: {
    /** Make their tokens, the newest first; null where none registers. */
    secrets: Secret<ServiceSecrets> | null;
    /** May be private and without TLS: `alpha:3101`. */
    hosts: readonly string[];
    healthSeconds: number;
    reconcileSeconds: number;
    /** For so long stock of one that is away or paused goes on being sold. */
    awaySalesHours: number;
  };
  /** Whether the shop takes e-mail address and password with each request. */
  httpBasic: boolean;
  openRegistration: boolean;
  /** How somebody nobody knows gets an account. */
  signUp: "passkey" | "off";
  rateLimitPerMinute: number;
  trustProxy: readonly string[];
  logLevel: string;
  faultAt: string | null;
  /** All of the above as it was given, to be shown. */
  settings: readonly Setting[];
}

export { ConfigError } from "./config-error.ts";

/** Stands for the keys of a process that signs nothing: zero is no private key, so nobody can sign with it either. */
const NO_KEY = `0x${"00".repeat(32)}` as Hex32;

/**
 * Reads the environment once into a frozen object.
 *
 * @param readFile How files named by variables are read; a parameter for tests.
 * @throws {ConfigError} with every problem at once; values of secret variables are never repeated.
 */
export function readConfig(env: Environment, readFile: (path: string) => string = (path) => readFileSync(path, "utf8")): Config {
  const values = readVariables(VARIABLES, { env, mayBeInFile: MAY_BE_IN_FILE, readFile });
  const files = watchSecretFiles(readFile);
  const deployment = readDeployment(values.DEPLOYMENT_FILE, readFile);
  if (deployment.chainId !== values.CHAIN_ID)
    throw new ConfigError([`CHAIN_ID is ${values.CHAIN_ID}, but DEPLOYMENT_FILE describes contracts on chain ${deployment.chainId}.`]);
  const signsNothing = values.WAYBILL_ROLES.every((role) => role === "indexer");
  const relayer = readKey("RELAYER", values, files) ?? (signsNothing ? Secret.of(NO_KEY) : undefined);
  if (relayer === undefined) throw new ConfigError(["RELAYER_KEY (or RELAYER_KEY_FILE, or RELAYER_KEYSTORE_FILE) is required."]);
  const registrar = readKey("REGISTRAR", values, files) ?? relayer;

  const keepsDocuments = values.WAYBILL_ROLES.some((role) => role === "api" || role === "worker");

  const config: Config = {
    mode: values.WAYBILL_MODE,
    demo: values.WAYBILL_DEMO,
    port: values.PORT,
    host: values.HOST,
    home: values.WAYBILL_HOME,
    roles: values.WAYBILL_ROLES,
    databaseUrl: Secret.of(values.DATABASE_URL),
    databaseOwnerUrl: values.DATABASE_OWNER_URL === undefined ? null : Secret.of(values.DATABASE_OWNER_URL),
    chain: {
      id: values.CHAIN_ID,
      rpcUrl: Secret.of(values.RPC_URL),
      publicRpcUrl: values.PUBLIC_RPC_URL,
      explorerUrl: values.EXPLORER_URL ?? null,
      wsUrl: Secret.of(values.RPC_WS_URL ?? values.RPC_URL.replace(/^http/, "ws")),
      finalityDepth: values.FINALITY_DEPTH,
      deployment,
    },
    keys: { relayer, registrar },
    secretProblems: files.problems,
    indexFile: values.INDEX_FILE ?? null,
    relaying: {
      maxFeeGwei: values.RELAYER_MAX_FEE_GWEI,
      maxInFlight: values.RELAYER_MAX_IN_FLIGHT,
      bumpSeconds: values.RELAYER_BUMP_SECONDS,
    },
    frontendDir: values.FRONTEND_DIR ?? null,
    publicUrl: values.PUBLIC_URL ?? null,
    signInOrigins: values.SIGN_IN_ORIGINS ?? (values.PUBLIC_URL === undefined ? [] : [new URL(values.PUBLIC_URL).origin]),
    corsOrigins: values.CORS_ORIGINS ?? [],
    sessionKeysFile: values.SESSION_KEYS_FILE ?? join(values.WAYBILL_HOME, "session-keys.json"),
    personal: {
      keyFile: values.PERSONAL_KEY_FILE ?? join(values.WAYBILL_HOME, "personal-key.json"),
      dataKeys: values.PERSONAL_DATA_KEYS ?? join(values.WAYBILL_HOME, "personal-data-keys"),
    },
    documents: {
      ipfsApiUrl: values.IPFS_API_URL ?? null,
      secondPinUrl: values.IPFS_SECOND_PIN_URL ?? null,
      scannerUrl: values.CLAMD_URL ?? null,
      key: readDocumentsKey(values, files) ?? Secret.of([keepsDocuments ? DEVELOPMENT_DOCUMENTS_KEY : NO_KEY]),
      quotaBytes: values.DOCUMENTS_QUOTA_MEBIBYTES * 1_048_576,
    },
    anchoring: { maxEvents: values.ANCHOR_MAX_EVENTS, maxSeconds: values.ANCHOR_MAX_SECONDS, auditMinutes: values.AUDIT_ANCHOR_MINUTES },
    webhooks: { maxTries: values.WEBHOOK_MAX_TRIES, timeoutMilliseconds: values.WEBHOOK_TIMEOUT_SECONDS * 1_000 },
    sandboxWebhookUrl: values.SANDBOX_WEBHOOK_URL ?? null,
    warehouses: {
      secrets:
        readServiceSecrets(values, files) ?? (values.WAYBILL_MODE === "development" ? Secret.of([DEVELOPMENT_SERVICE_SECRET]) : null),
      hosts: values.WAREHOUSE_HOSTS ?? [],
      healthSeconds: values.WAREHOUSE_HEALTH_SECONDS,
      reconcileSeconds: values.WAREHOUSE_RECONCILE_SECONDS,
      awaySalesHours: values.WAREHOUSE_AWAY_SALES_HOURS,
    },
    httpBasic: values.HTTP_BASIC ?? values.WAYBILL_MODE === "development",
    openRegistration: values.OPEN_REGISTRATION,
    signUp: values.SIGN_UP,
    rateLimitPerMinute: values.RATE_LIMIT_PER_MINUTE,
    trustProxy: (values.TRUST_PROXY ?? "")
      .split(",")
      .map((word) => word.trim())
      .filter((word) => word !== ""),
    logLevel: values.LOG_LEVEL,
    faultAt: values.FAULT_AT ?? null,
    settings: settingsOf(env),
  };
  if (config.mode === "production") {
    const problems = checkProduction(config);
    if (problems.length > 0) throw new ConfigError(problems);
  }
  return deepFreeze(config);
}

/** Addresses that hold a password or a key may stand in a file instead. */
const MAY_BE_IN_FILE = ["DATABASE_URL", "DATABASE_OWNER_URL", "RPC_URL", "RPC_WS_URL"] as const;

function readDeployment(path: string, readFile: (path: string) => string): Deployment {
  let text: string;
  try {
    text = readFile(path);
  } catch {
    throw new ConfigError([`DEPLOYMENT_FILE ${path} cannot be read.`]);
  }
  try {
    return deploymentFile.parse(JSON.parse(text)) as Deployment;
  } catch {
    throw new ConfigError([
      `DEPLOYMENT_FILE ${path} is not a deployment: {chainId, accessManager, supplyChain, fromBlock, codeHash, carbon: {token, fromBlock, codeHash}}.`,
    ]);
  }
}
