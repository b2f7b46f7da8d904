import type { Config } from "./config.ts";
import { DEVELOPMENT_DOCUMENTS_KEY, DEVELOPMENT_SERVICE_SECRET, isDevelopmentKey } from "./development-keys.ts";

/** Passwords that come with images, tutorials and our own development set-up. */
const WELL_KNOWN_PASSWORDS = new Set(["postgres", "password", "waybill", "secret", "changeme", "admin", "test"]);

/** Why this configuration may not run in production: one sentence each, empty when it may. */
export function checkProduction(config: Config): string[] {
  const problems: string[] = [];
  if (isDevelopmentKey(config.keys.relayer.reveal())) problems.push("RELAYER_KEY is a development key that everybody knows.");
  if (isDevelopmentKey(config.keys.registrar.reveal())) problems.push("REGISTRAR_KEY is a development key that everybody knows.");
  if (config.documents.key.reveal().includes(DEVELOPMENT_DOCUMENTS_KEY))
    problems.push("DOCUMENTS_KEY (or DOCUMENTS_KEY_FILE) is required: without it anybody could read private documents.");
  if (config.warehouses.secrets?.reveal().includes(DEVELOPMENT_SERVICE_SECRET))
    problems.push("SERVICE_SECRET is the one of development: whoever knows it could speak for any warehouse.");
  if (config.demo) problems.push("WAYBILL_DEMO must be off in production.");
  if (config.faultAt !== null) problems.push("FAULT_AT is for tests and refused in production.");
  if (config.chain.id === 31337) problems.push("CHAIN_ID 31337 is a development chain.");
  if (config.chain.publicRpcUrl.startsWith("/"))
    problems.push("PUBLIC_RPC_URL must name a node in production: /rpc is a development proxy.");
  if (config.roles.includes("api") && config.signInOrigins.length === 0)
    problems.push("PUBLIC_URL (or SIGN_IN_ORIGINS) is required: without it nobody could sign in.");
  if (config.corsOrigins.some((origin) => !origin.startsWith("https:")))
    problems.push("CORS_ORIGINS must be https in production: whoever is on the way could change such a page.");
  problems.push(...databaseProblems("DATABASE_URL", config.databaseUrl.reveal()));
  if (config.databaseOwnerUrl) problems.push(...databaseProblems("DATABASE_OWNER_URL", config.databaseOwnerUrl.reveal()));
  return [...problems, ...readableOnTheWay(config)];
}

export function databaseProblems(name: string, url: string): string[] {
  const problems: string[] = [];
  const { password, hostname, searchParams } = new URL(url);
  if (WELL_KNOWN_PASSWORDS.has(decodeURIComponent(password).toLowerCase())) problems.push(`${name} uses a password that everybody knows.`);
  if (password === "" && hostname !== "" && !(searchParams.get("sslcert") && searchParams.get("sslkey")))
    problems.push(`${name} needs a password in production, or a client certificate: sslcert and sslkey.`);
  // As the driver reads it: a parameter goes first, and a path is a socket of this machine.
  const host = searchParams.get("host") || decodeURIComponent(hostname);
  if (!THIS_MACHINE.has(host) && !host.startsWith("/") && !ENCRYPTED.has(searchParams.get("sslmode") ?? ""))
    problems.push(`${name} must ask for encryption when the database is on another machine: sslmode=verify-full.`);
  return problems;
}

const THIS_MACHINE = new Set(["", "localhost", "127.0.0.1", "[::1]"]);

/** Whether whoever is on the way could read or change what goes over such a connection: on this very machine nobody is. */
export function isReadableOnTheWay(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return (protocol === "http:" || protocol === "ws:") && !THIS_MACHINE.has(hostname);
}

function readableOnTheWay({ chain, documents, publicUrl, signInOrigins }: Config): string[] {
  const problems: string[] = [];
  const places = { RPC_URL: chain.rpcUrl.reveal(), RPC_WS_URL: chain.wsUrl.reveal(), ...pinPlaces(documents) };
  for (const [name, url] of Object.entries(places))
    if (isReadableOnTheWay(url)) problems.push(`${name} must be encrypted in production: https or wss.`);
  if ([...signInOrigins, publicUrl ?? ""].some((origin) => origin !== "" && isReadableOnTheWay(origin)))
    problems.push("PUBLIC_URL and SIGN_IN_ORIGINS must be https in production: sessions would be readable on the way.");
  if (documents.scannerUrl !== null && !THIS_MACHINE.has(new URL(documents.scannerUrl).hostname))
    problems.push("CLAMD_URL must be on this machine in production: what is sent to it is not encrypted.");
  return problems;
}

/** By it alone the driver checks whose certificate it is. */
const ENCRYPTED = new Set(["verify-full"]);

function pinPlaces({ ipfsApiUrl, secondPinUrl }: Config["documents"]): Record<string, string> {
  return { ...(ipfsApiUrl && { IPFS_API_URL: ipfsApiUrl }), ...(secondPinUrl && { IPFS_SECOND_PIN_URL: secondPinUrl }) };
}
