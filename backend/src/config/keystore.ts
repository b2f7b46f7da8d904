import { createDecipheriv, pbkdf2Sync, scryptSync, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { keccak } from "@waybill/protocol/hashing/keccak";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";

/** A keystore that cannot be used; the message is a clause for the person who starts the process and holds no secret. */
export class KeystoreError extends Error {
  override name = "KeystoreError";
}

const hex = z
  .string()
  .regex(/^(0x)?([0-9a-fA-F]{2})+$/)
  .transform((text) => Buffer.from(text.replace(/^0x/, ""), "hex"));
const salt = hex;
const derived = { dklen: z.literal(32), salt };

/** Web3 Secret Storage, version 3. Tools write `crypto` or `Crypto`. */
const keystore = z.object({
  version: z.literal(3),
  crypto: z.intersection(
    z.object({ cipher: z.literal("aes-128-ctr"), cipherparams: z.object({ iv: hex }), ciphertext: hex, mac: hex }),
    z.discriminatedUnion("kdf", [
      z.object({
        kdf: z.literal("scrypt"),
        kdfparams: z.object({ ...derived, n: z.number().int(), r: z.number().int(), p: z.number().int() }),
      }),
      z.object({
        kdf: z.literal("pbkdf2"),
        kdfparams: z.object({ ...derived, c: z.number().int().positive(), prf: z.literal("hmac-sha256") }),
      }),
    ]),
  ),
});
type Crypto = z.output<typeof keystore>["crypto"];

/** Scrypt takes 128 · n · r bytes; geth's strongest setting needs 268 MB. */
const MAX_SCRYPT_BYTES = 1_000_000_000;

/** What is asked of a keystore in production: as OWASP's cheat sheet on storing passwords has it. */
const MIN_SCRYPT = { n: 131_072, r: 8, p: 1 };
const MIN_PBKDF2_ROUNDS = 600_000;

/**
 * Decrypts a private key from its encrypted JSON file (Web3 Secret Storage v3: scrypt or PBKDF2, AES-128-CTR, Keccak MAC). Slow on purpose.
 *
 * @param options.isStrong refuses a file at which passwords are tried too fast
 * @throws {KeystoreError} when the file is none, or the password is not its own.
 */
export function decryptKeystore(text: string, password: string, { isStrong = false }: { isStrong?: boolean } = {}): Hex32 {
  const crypto = read(text);
  if (isStrong) checkStrength(crypto);
  const key = deriveKey(crypto, password);
  const mac = Buffer.from(keccak(`0x${Buffer.concat([key.subarray(16, 32), crypto.ciphertext]).toString("hex")}`).slice(2), "hex");
  if (mac.length !== crypto.mac.length || !timingSafeEqual(mac, crypto.mac)) throw new KeystoreError("was encrypted with another password");
  const decipher = createDecipheriv("aes-128-ctr", key.subarray(0, 16), crypto.cipherparams.iv);
  const secret = Buffer.concat([decipher.update(crypto.ciphertext), decipher.final()]);
  if (secret.length > 32) throw new KeystoreError("does not hold a key of 32 bytes");
  // Some tools left out leading zeros.
  return `0x${secret.toString("hex").padStart(64, "0")}` as Hex32;
}

function read(text: string): Crypto {
  try {
    const json = JSON.parse(text) as Record<string, unknown>;
    return keystore.parse({ ...json, crypto: json["crypto"] ?? json["Crypto"] }).crypto;
  } catch {
    throw new KeystoreError("is no keystore of version 3 (scrypt or pbkdf2, aes-128-ctr)");
  }
}

function checkStrength(crypto: Crypto): void {
  const { n, r, p } = MIN_SCRYPT;
  const isWeak =
    crypto.kdf === "pbkdf2"
      ? crypto.kdfparams.c < MIN_PBKDF2_ROUNDS
      : crypto.kdfparams.n < n || crypto.kdfparams.r < r || crypto.kdfparams.p < p;
  if (isWeak)
    throw new KeystoreError(
      `is encrypted too weakly for production: encrypt it anew with scrypt (n ${n}, r ${r}, p ${p} at least) or ${MIN_PBKDF2_ROUNDS} rounds of pbkdf2`,
    );
}

function deriveKey(crypto: Crypto, password: string): Buffer {
  const { salt, dklen } = crypto.kdfparams;
  if (crypto.kdf === "pbkdf2") return pbkdf2Sync(password, salt, crypto.kdfparams.c, dklen, "sha256");
  const { n, r, p } = crypto.kdfparams;
  const bytes = 128 * n * r;
  if (bytes > MAX_SCRYPT_BYTES) throw new KeystoreError("asks for more memory than this service gives to decryption");
  try {
    return scryptSync(password, salt, dklen, { N: n, r, p, maxmem: 2 * bytes + MAX_SCRYPT_BYTES });
  } catch {
    // RFC 7914: n is a power of two below 2^(16 r).
    throw new KeystoreError("has settings of scrypt that are not allowed");
  }
}
