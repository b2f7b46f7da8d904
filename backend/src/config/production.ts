import { mnemonicToAccount, type HDKey } from "viem/accounts";
import { bytesToHex } from "viem/utils";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import type { Config } from "./config.ts";

/** Mnemonic of anvil and Hardhat: its keys are public, and its money is anybody's. */
export const DEVELOPMENT_MNEMONIC = "test test test test test test test test test test test junk";
/** As many accounts as hardhat and anvil can be asked for without further settings. */
const DEVELOPMENT_ACCOUNTS = 20;
/** Passwords that come with images, tutorials and our own development set-up. */
const WELL_KNOWN_PASSWORDS = new Set(["postgres", "password", "waybill", "secret", "changeme", "admin", "test"]);

/** Parent of all development accounts; deriving it from the words is slow on purpose, so it is done once. */
let parent: HDKey | undefined;

/** The private key of one development account. */
export function developmentKey(index: number): Hex32 {
  parent ??= mnemonicToAccount(DEVELOPMENT_MNEMONIC, { path: "m/44'/60'/0'/0" }).getHdKey();
  const { privateKey } = parent.deriveChild(index);
  if (!privateKey) throw new Error("a key derived from a mnemonic is private");
  return bytesToHex(privateKey) as Hex32;
}

/** Why this configuration may not run in production: one sentence each, empty when it may. */
export function checkProduction(config: Config): string[] {
  const problems: string[] = [];
  const known = new Set<string>(Array.from({ length: DEVELOPMENT_ACCOUNTS }, (_, index) => developmentKey(index)));
  if (known.has(config.keys.relayer.toLowerCase())) problems.push("RELAYER_KEY is a development key that everybody knows.");
  if (known.has(config.keys.registrar.toLowerCase())) problems.push("REGISTRAR_KEY is a development key that everybody knows.");
  if (config.demo) problems.push("WAYBILL_DEMO must be off in production.");
  if (config.faultAt !== null) problems.push("FAULT_AT is for tests and refused in production.");
  if (config.chain.id === 31337) problems.push("CHAIN_ID 31337 is a development chain.");
  if (config.chain.publicRpcUrl.startsWith("/"))
    problems.push("PUBLIC_RPC_URL must name a node in production: /rpc is a development proxy.");
  const { password, hostname } = new URL(config.databaseUrl);
  if (WELL_KNOWN_PASSWORDS.has(decodeURIComponent(password).toLowerCase()))
    problems.push("DATABASE_URL uses a password that everybody knows.");
  if (password === "" && hostname !== "") problems.push("DATABASE_URL needs a password in production.");
  return problems;
}
