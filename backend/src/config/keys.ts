import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { ConfigError } from "./config-error.ts";
import { decryptKeystore, KeystoreError } from "./keystore.ts";
import type { SecretFiles } from "./secret-files.ts";
import { Secret } from "./secret.ts";
import { serviceSecrets, type ServiceSecrets } from "./variables.ts";

type ReadFile = (path: string) => string;
type Suffix = "KEY" | "KEY_FILE" | "KEYSTORE_FILE" | "KEYSTORE_PASSWORD_FILE";
type KeyVariables<Owner extends string> = { readonly [Name in `${Owner}_${Suffix}`]?: string | undefined } & {
  readonly WAYBILL_MODE?: string | undefined;
};

/** The first encrypts; each opens what it has encrypted. */
export type ServerKeys = readonly [Hex32, ...Hex32[]];

const KEY = /^0x[0-9a-fA-F]{64}$/;

/**
 * The private key of an owner from its own variable, from a file, or from an encrypted file, in this order; undefined when none is named.
 *
 * @throws {ConfigError}
 */
export function readKey<Owner extends string>(owner: Owner, values: KeyVariables<Owner>, files: SecretFiles): Secret<Hex32> | undefined {
  const value = (suffix: Suffix) => (values as Readonly<Record<string, string | undefined>>)[`${owner}_${suffix}`];
  const isStrong = values.WAYBILL_MODE === "production";
  const direct = value("KEY");
  if (direct !== undefined) return Secret.of(direct as Hex32);
  const file = value("KEY_FILE");
  if (file !== undefined) return files.secret([file], () => plainKey(`${owner}_KEY_FILE`, file, files.readFile));
  const keystore = value("KEYSTORE_FILE");
  if (keystore === undefined) return undefined;
  const password = value("KEYSTORE_PASSWORD_FILE");
  if (password === undefined) throw new ConfigError([`${owner}_KEYSTORE_PASSWORD_FILE is required by ${owner}_KEYSTORE_FILE.`]);
  return files.secret([keystore, password], () =>
    encryptedKey(`${owner}_KEYSTORE`, { path: keystore, passwordPath: password, isStrong }, files.readFile),
  );
}

/** The keys under which the server keeps what it has to read again; undefined when none is named. @throws {ConfigError} */
export function readDocumentsKey(
  values: { DOCUMENTS_KEY?: string | undefined; DOCUMENTS_KEY_FILE?: string | undefined },
  files: SecretFiles,
): Secret<ServerKeys> | undefined {
  const { DOCUMENTS_KEY: direct, DOCUMENTS_KEY_FILE: file } = values;
  if (direct !== undefined) return Secret.of([direct as Hex32]);
  return file === undefined ? undefined : files.secret([file], () => readServerKeys("DOCUMENTS_KEY_FILE", file, files.readFile));
}

/** What the tokens of warehouses are made of, the newest first; undefined when none is named. @throws {ConfigError} */
export function readServiceSecrets(
  values: { SERVICE_SECRET?: ServiceSecrets | undefined; SERVICE_SECRET_FILE?: string | undefined },
  files: SecretFiles,
): Secret<ServiceSecrets> | undefined {
  const { SERVICE_SECRET: direct, SERVICE_SECRET_FILE: file } = values;
  if (direct !== undefined) return Secret.of(direct);
  if (file === undefined) return undefined;
  return files.secret([file], () => {
    const parsed = serviceSecrets.safeParse(readOrFail("SERVICE_SECRET_FILE", file, files.readFile));
    if (!parsed.success) throw new ConfigError([`SERVICE_SECRET_FILE does not hold a secret: ${parsed.error.issues[0]?.message}.`]);
    return parsed.data;
  });
}

/** A key a line; the first encrypts. @throws {ConfigError} */
export function readServerKeys(name: string, path: string, readFile: ReadFile): ServerKeys {
  const [first, ...others] = readOrFail(name, path, readFile).trim().split(/\s+/);
  if (first === undefined || ![first, ...others].every((text) => KEY.test(text)))
    throw new ConfigError([`${name} does not hold a key: 32 bytes of hex are expected on each line.`]);
  return [first as Hex32, ...(others as Hex32[])];
}

function plainKey(name: string, path: string, readFile: ReadFile): Hex32 {
  const text = readOrFail(name, path, readFile).trim();
  if (!KEY.test(text)) throw new ConfigError([`${name} does not hold a key: 32 bytes of hex are expected.`]);
  return text as Hex32;
}

function encryptedKey(
  name: string,
  { path, passwordPath, isStrong }: { path: string; passwordPath: string; isStrong: boolean },
  readFile: ReadFile,
): Hex32 {
  const text = readOrFail(`${name}_FILE`, path, readFile);
  // Editors end a file with a line break, which nobody means.
  const password = readOrFail(`${name}_PASSWORD_FILE`, passwordPath, readFile).replace(/\r?\n$/, "");
  try {
    return decryptKeystore(text, password, { isStrong });
  } catch (error) {
    if (!(error instanceof KeystoreError)) throw error;
    throw new ConfigError([`${name}_FILE ${path} ${error.message}.`]);
  }
}

/** @throws {ConfigError} */
export function readOrFail(name: string, path: string, readFile: ReadFile): string {
  try {
    return readFile(path);
  } catch {
    throw new ConfigError([`${name} ${path} cannot be read.`]);
  }
}
