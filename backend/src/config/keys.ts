import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { ConfigError } from "./config-error.ts";
import { decryptKeystore, KeystoreError } from "./keystore.ts";

type ReadFile = (path: string) => string;
type Suffix = "KEY" | "KEY_FILE" | "KEYSTORE_FILE" | "KEYSTORE_PASSWORD_FILE";
type KeyVariables<Owner extends string> = { readonly [Name in `${Owner}_${Suffix}`]?: string | undefined };

/**
 * The private key of an owner from its own variable, from a file, or from an encrypted file, in this order; undefined when none is named.
 *
 * @throws {ConfigError}
 */
export function readKey<Owner extends string>(owner: Owner, values: KeyVariables<Owner>, readFile: ReadFile): Hex32 | undefined {
  const value = (suffix: Suffix): string | undefined => values[`${owner}_${suffix}`];
  const direct = value("KEY");
  if (direct !== undefined) return direct as Hex32;
  const file = value("KEY_FILE");
  if (file !== undefined) return plainKey(`${owner}_KEY_FILE`, file, readFile);
  const keystore = value("KEYSTORE_FILE");
  if (keystore === undefined) return undefined;
  const password = value("KEYSTORE_PASSWORD_FILE");
  if (password === undefined) throw new ConfigError([`${owner}_KEYSTORE_PASSWORD_FILE is required by ${owner}_KEYSTORE_FILE.`]);
  return encryptedKey(`${owner}_KEYSTORE`, keystore, password, readFile);
}

/** The key that wraps the keys of private documents; undefined when none is named. */
export function readDocumentsKey(
  values: { DOCUMENTS_KEY?: string | undefined; DOCUMENTS_KEY_FILE?: string | undefined },
  readFile: ReadFile,
) {
  const { DOCUMENTS_KEY: direct, DOCUMENTS_KEY_FILE: file } = values;
  if (direct !== undefined) return direct as Hex32;
  return file === undefined ? undefined : plainKey("DOCUMENTS_KEY_FILE", file, readFile);
}

function plainKey(name: string, path: string, readFile: ReadFile): Hex32 {
  const text = readOrFail(name, path, readFile).trim();
  if (!/^0x[0-9a-fA-F]{64}$/.test(text)) throw new ConfigError([`${name} does not hold a key: 32 bytes of hex are expected.`]);
  return text as Hex32;
}

function encryptedKey(name: string, path: string, passwordPath: string, readFile: ReadFile): Hex32 {
  const text = readOrFail(`${name}_FILE`, path, readFile);
  // Editors end a file with a line break, which nobody means.
  const password = readOrFail(`${name}_PASSWORD_FILE`, passwordPath, readFile).replace(/\r?\n$/, "");
  try {
    return decryptKeystore(text, password);
  } catch (error) {
    if (!(error instanceof KeystoreError)) throw error;
    throw new ConfigError([`${name}_FILE ${path} ${error.message}.`]);
  }
}

function readOrFail(name: string, path: string, readFile: ReadFile): string {
  try {
    return readFile(path);
  } catch {
    throw new ConfigError([`${name} ${path} cannot be read.`]);
  }
}
