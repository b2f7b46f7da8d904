import { createHmac, timingSafeEqual } from "node:crypto";
import { base32Of } from "@waybill/protocol/documents/base32";

const STEP_SECONDS = 30;
const DIGITS = 6;
/** Bytes of a secret: as long as what SHA-1 makes, as RFC 4226 asks. */
export const TOTP_SECRET_BYTES = 20;

interface CodeOptions {
  digits?: number;
  algorithm?: "sha1" | "sha256" | "sha512";
}

/** Code of a secret for one counter (HOTP, RFC 4226); with a time step as counter it is TOTP (RFC 6238). */
export function codeAt(secret: Uint8Array, counter: number, { digits = DIGITS, algorithm = "sha1" }: CodeOptions = {}): string {
  const moving = Buffer.alloc(8);
  moving.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac(algorithm, secret).update(moving).digest();
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** digits).padStart(digits, "0");
}

export function stepOf(time: Date): number {
  return Math.floor(time.getTime() / 1000 / STEP_SECONDS);
}

/** What a code is good for: the time step to use up; or it is of the step before, or of none. */
export type CodeReading = { step: number } | "expired" | "wrong";

/**
 * A code is good in its own 30 seconds alone (ASVS 6.5.5), and once. Whoever was too slow is told so instead of looking for a mistake in it.
 *
 * @param lastStep the newest one that was used
 */
export function readCode(secret: Uint8Array, code: string, now: Date, lastStep: number | null): CodeReading {
  if (!/^\d{6}$/.test(code)) return "wrong";
  const step = stepOf(now);
  const isOf = (one: number) =>
    (lastStep === null || one > lastStep) && timingSafeEqual(Buffer.from(codeAt(secret, one)), Buffer.from(code));
  if (isOf(step)) return { step };
  return isOf(step - 1) ? "expired" : "wrong";
}

/** Base32 in upper case and without padding, as authenticator apps take secrets. */
export function base32(bytes: Uint8Array): string {
  return base32Of(bytes).toUpperCase();
}

/** Address that authenticator apps read from a QR code. */
export function totpUri(secret: string, email: string): string {
  return `otpauth://totp/${encodeURIComponent(`Waybill:${email}`)}?secret=${secret}&issuer=Waybill&algorithm=SHA1&digits=${DIGITS}&period=${STEP_SECONDS}`;
}
