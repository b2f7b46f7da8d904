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

/** The time step that a code is of: this one, or one beside it as clocks differ. Undefined for a code of none, or of one used already. */
export function stepOfCode(secret: Uint8Array, code: string, now: Date, lastStep: number | null): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const current = stepOf(now);
  const steps = [current - 1, current, current + 1].filter((step) => lastStep === null || step > lastStep);
  return steps.find((step) => timingSafeEqual(Buffer.from(codeAt(secret, step)), Buffer.from(code)));
}

/** Base32 in upper case and without padding, as authenticator apps take secrets. */
export function base32(bytes: Uint8Array): string {
  return base32Of(bytes).toUpperCase();
}

/** Address that authenticator apps read from a QR code. */
export function totpUri(secret: string, email: string): string {
  return `otpauth://totp/${encodeURIComponent(`Waybill:${email}`)}?secret=${secret}&issuer=Waybill&algorithm=SHA1&digits=${DIGITS}&period=${STEP_SECONDS}`;
}
