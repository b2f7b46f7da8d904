import { createHash } from "node:crypto";
import { canonicalJson } from "@waybill/protocol/hashing/canonical-json";
import type { ReportRequest } from "@waybill/protocol/schemas/api/reports";

/** Crockford's base 32: no letter looks like a digit, and none is mistaken when read out. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** 80 bits. */
const CHARACTERS = 16;

/** Names a request: the same report sent again is the same report. */
export function digestOf(request: ReportRequest): string {
  return sha256(canonicalJson(request as never)).toString("hex");
}

/** The reporter's number: made of the request, whose nonce nobody can guess, so that it need not be stored. */
export function numberOf(request: ReportRequest): string {
  const bits = sha256(`report number of ${digestOf(request)} ${request.nonce}`);
  const characters = Array.from({ length: CHARACTERS }, (_, index) => ALPHABET[(bits[index] ?? 0) & 31]);
  return [0, 4, 8, 12].map((start) => characters.slice(start, start + 4).join("")).join("-");
}

/** What is stored of a number. */
export function hashOfNumber(number: string): string {
  return sha256(number).toString("hex");
}

/** Under whose key the contact of a report is: reporters are known by nothing else. */
export function ownerOfReport(id: string): string {
  return `report:${id}`;
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
