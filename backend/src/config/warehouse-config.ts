import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import type { WarehouseTerms } from "@waybill/protocol/schemas/warehouse/registration";
import type { PlatformConfig } from "../platform/app.ts";
import type { Config } from "./config.ts";
import { ConfigError } from "./config-error.ts";
import { deepFreeze } from "./deep-freeze.ts";
import { DEVELOPMENT_SERVICE_SECRET, isDevelopmentKey } from "./development-keys.ts";
import { readKey, readOrFail, readServiceSecrets, type ServerKeys } from "./keys.ts";
import { databaseProblems, isReadableOnTheWay } from "./production.ts";
import { readVariables, type Environment, type Values } from "./read-variables.ts";
import { Secret } from "./secret.ts";
import { watchSecretFiles, type SecretFiles } from "./secret-files.ts";
import { warehouseToken } from "./warehouse-token.ts";
import { WAREHOUSE_VARIABLES } from "./warehouse-variables.ts";

/** Of the warehouse program: one warehouse, its own database, and one shop. */
export interface WarehouseConfig extends PlatformConfig {
  warehouse: {
    id: string;
    name: string;
    /** Where the shop reaches it; without a slash at the end. */
    url: string;
    country: string;
    latitude: number;
    longitude: number;
    gln: string | null;
    terms: WarehouseTerms;
  };
  /** For commands alone; a running program that knows it may more than it needs. */
  databaseOwnerUrl: Secret | null;
  /** Without a slash at the end. */
  storeUrl: string;
  /** What both sides show each other. */
  serviceToken: Secret;
  /** Keys of where parcels go, as those of the shop. */
  personal: Config["personal"];
  ssccPrefix: string;
  /** Whether staff works at known devices alone. */
  staffDevices: "required" | "off";
  /** Null: nothing is signed. */
  actorKey: Secret<Hex32> | null;
  secretProblems: () => string[];
  logLevel: string;
  faultAt: string | null;
}

/**
 * Reads the environment of a warehouse once into a frozen object.
 *
 * @throws {ConfigError} with every problem at once; values of secret variables are never repeated.
 */
export function readWarehouseConfig(
  env: Environment,
  readFile: (path: string) => string = (path) => readFileSync(path, "utf8"),
): WarehouseConfig {
  const values = readVariables(WAREHOUSE_VARIABLES, {
    env: withSomeToken(env),
    mayBeInFile: ["DATABASE_URL", "DATABASE_OWNER_URL", "SERVICE_TOKEN"],
    readFile,
  });
  const files = watchSecretFiles(readFile);
  const serviceToken = tokenOf(values, env, files);
  const config: WarehouseConfig = {
    mode: values.WAYBILL_MODE,
    port: values.PORT,
    host: values.HOST,
    home: values.WAYBILL_HOME,
    databaseUrl: Secret.of(values.DATABASE_URL),
    databaseOwnerUrl: values.DATABASE_OWNER_URL === undefined ? null : Secret.of(values.DATABASE_OWNER_URL),
    frontendDir: values.FRONTEND_DIR ?? null,
    publicUrl: values.WAREHOUSE_URL,
    signInOrigins: [new URL(values.WAREHOUSE_URL).origin],
    corsOrigins: [],
    rateLimitPerMinute: values.RATE_LIMIT_PER_MINUTE,
    trustProxy: (values.TRUST_PROXY ?? "")
      .split(",")
      .map((word) => word.trim())
      .filter((word) => word !== ""),
    // Under it only what may be forgotten is hashed: who is counted, and requests under their keys.
    documents: { key: keyFrom(serviceToken) },
    warehouse: {
      id: values.WAREHOUSE_ID,
      name: values.WAREHOUSE_NAME,
      url: values.WAREHOUSE_URL,
      country: values.WAREHOUSE_COUNTRY,
      latitude: values.WAREHOUSE_LATITUDE,
      longitude: values.WAREHOUSE_LONGITUDE,
      gln: values.WAREHOUSE_GLN ?? null,
      terms: {
        minorPerShipment: values.MINOR_PER_SHIPMENT,
        minorPerUnit: values.MINOR_PER_UNIT,
        minorPerTonneKilometre: values.MINOR_PER_TONNE_KILOMETRE,
        co2eMilligramsPerTonneKilometre: values.CO2E_MILLIGRAMS_PER_TONNE_KILOMETRE,
      },
    },
    storeUrl: values.STORE_URL,
    serviceToken,
    personal: {
      keyFile: values.PERSONAL_KEY_FILE ?? join(values.WAYBILL_HOME, "personal-key.json"),
      dataKeys: values.PERSONAL_DATA_KEYS ?? join(values.WAYBILL_HOME, "personal-data-keys"),
    },
    ssccPrefix: values.SSCC_PREFIX,
    staffDevices: values.STAFF_DEVICES ?? (values.WAYBILL_MODE === "production" ? "required" : "off"),
    actorKey: readKey("ACTOR", values, files) ?? null,
    secretProblems: files.problems,
    logLevel: values.LOG_LEVEL,
    faultAt: values.FAULT_AT ?? null,
  };
  const problems = config.mode === "production" ? problemsInProduction(config) : [];
  if (problems.length > 0) throw new ConfigError(problems);
  return deepFreeze(config);
}

/** Whoever names a secret need name no token. */
function withSomeToken(env: Environment): Environment {
  const isMade = !env["SERVICE_TOKEN"] && !env["SERVICE_TOKEN_FILE"] && Boolean(env["SERVICE_SECRET"] || env["SERVICE_SECRET_FILE"]);
  return isMade ? { ...env, SERVICE_TOKEN: "made-of-the-secret" } : env;
}

function tokenOf(values: Values<typeof WAREHOUSE_VARIABLES>, env: Environment, files: SecretFiles): Secret {
  const path = values.SERVICE_TOKEN_FILE;
  if (env["SERVICE_TOKEN"]) return Secret.of(values.SERVICE_TOKEN);
  if (path === undefined) {
    const secrets = readServiceSecrets(values, files);
    return secrets ? new Secret(() => warehouseToken(secrets.reveal()[0], values.WAREHOUSE_ID)) : Secret.of(values.SERVICE_TOKEN);
  }
  return files.secret([path], () => {
    const token = WAREHOUSE_VARIABLES.SERVICE_TOKEN.schema.safeParse(readOrFail("SERVICE_TOKEN_FILE", path, files.readFile).trim());
    if (!token.success) throw new ConfigError(["SERVICE_TOKEN_FILE does not hold a token."]);
    return token.data;
  });
}

/** The same list as long as the token is the same: whoever made something of it need not do so again. */
function keyFrom(serviceToken: Secret): Secret<ServerKeys> {
  let made: { token: string; keys: ServerKeys } | undefined;
  return new Secret(() => {
    const token = serviceToken.reveal();
    if (made?.token !== token) made = { token, keys: [keyOf(token)] };
    return made.keys;
  });
}

function keyOf(token: string): Hex32 {
  return `0x${createHash("sha256").update(`waybill warehouse\n${token}`).digest("hex")}` as Hex32;
}

/** Tokens that are this long nobody guesses. */
const MIN_TOKEN_CHARACTERS = 32;

function problemsInProduction({
  faultAt,
  databaseUrl,
  databaseOwnerUrl,
  storeUrl,
  warehouse,
  serviceToken,
  actorKey,
}: WarehouseConfig): string[] {
  const problems = databaseProblems("DATABASE_URL", databaseUrl.reveal());
  if (databaseOwnerUrl) problems.push(...databaseProblems("DATABASE_OWNER_URL", databaseOwnerUrl.reveal()));
  if (faultAt !== null) problems.push("FAULT_AT is for tests and refused in production.");
  if (isReadableOnTheWay(storeUrl)) problems.push("STORE_URL must be https in production: the token would be readable on the way.");
  if (isReadableOnTheWay(warehouse.url))
    problems.push("WAREHOUSE_URL must be https in production: passwords would be readable on the way.");
  if (serviceToken.reveal().length < MIN_TOKEN_CHARACTERS)
    problems.push(`SERVICE_TOKEN must have ${MIN_TOKEN_CHARACTERS} characters at least in production.`);
  if (serviceToken.reveal() === warehouseToken(DEVELOPMENT_SERVICE_SECRET, warehouse.id))
    problems.push("SERVICE_SECRET is the one of development, which everybody knows.");
  if (actorKey !== null && isDevelopmentKey(actorKey.reveal())) problems.push("ACTOR_KEY is a development key that everybody knows.");
  return problems;
}
