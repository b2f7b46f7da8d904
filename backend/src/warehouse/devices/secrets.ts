import { createHash } from "node:crypto";
import { base32Of } from "@waybill/protocol/documents/base32";
import type { Request } from "express";
import type { Random } from "../../platform/ids.ts";

/** 256 bits: what nobody guesses needs no salt, and no slow hash. */
const SECRET_BYTES = 32;
/** 80 bits, 16 letters and digits: more than anybody tries in a quarter of an hour, and few enough to be typed. */
const CODE_BYTES = 10;
/** As browsers let a cookie live at most; the device is then enrolled again. */
const COOKIE_SECONDS = 400 * 86_400;
/** For programs, which keep no cookies. */
export const DEVICE_HEADER = "Waybill-Device";

export function newSecret(random: Random): string {
  return Buffer.from(random.bytes(SECRET_BYTES)).toString("base64url");
}

/** In groups of four, as it is read out and typed. */
export function newCode(random: Random): string {
  return base32Of(random.bytes(CODE_BYTES))
    .toUpperCase()
    .replaceAll(/(.{4})(?=.)/g, "$1-");
}

/** However it was typed: its alphabet has no 0, 1 and 8, so that these can only mean letters. */
export function hashOfCode(typed: string): Buffer {
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, "");
  return hashOf(code.replaceAll("0", "O").replaceAll("1", "I").replaceAll("8", "B"));
}

export function hashOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/**
 * Header that gives a browser the secret of its device. One name for each warehouse: behind a proxy several share a host, and the program does not
 * know under which path, so that `Path` cannot tell them apart; with `__Host-` no other host of the domain sets it, and it never goes over plain HTTP.
 */
export function giveDevice(warehouse: string, secret: string): { "Set-Cookie": string } {
  return { "Set-Cookie": `${cookieOf(warehouse)}=${secret}; Path=/; HttpOnly; Secure; SameSite=Strict; Max-Age=${COOKIE_SECONDS}` };
}

/** What a request shows of the device that it comes from: its header before its cookie; undefined without one of the right form. */
export function secretOf(request: Pick<Request, "get">, warehouse: string): string | undefined {
  const inCookie = new RegExp(`(?:^|; ?)${cookieOf(warehouse)}=([^;]*)`).exec(request.get("cookie") ?? "")?.[1];
  const given = request.get(DEVICE_HEADER) ?? inCookie ?? "";
  return /^[A-Za-z0-9_-]{43}$/.test(given) ? given : undefined;
}

export function cookieOf(warehouse: string): string {
  return `__Host-waybill-device-${warehouse}`;
}
