import type { DocumentType } from "@waybill/protocol/schemas/api/documents";

/** First bytes of the kinds that have a signature. */
const SIGNATURES: readonly (readonly [DocumentType, (start: Buffer) => boolean])[] = [
  ["application/pdf", (start) => start.subarray(0, 5).equals(Buffer.from("%PDF-"))],
  ["image/png", (start) => start.subarray(0, 8).equals(Buffer.from("89504e470d0a1a0a", "hex"))],
  ["image/jpeg", (start) => start.subarray(0, 3).equals(Buffer.from("ffd8ff", "hex"))],
  ["image/webp", (start) => start.subarray(0, 4).equals(Buffer.from("RIFF")) && start.subarray(8, 12).equals(Buffer.from("WEBP"))],
];

/** Control characters that no text holds; tab, line feed, form feed and carriage return are white space. */
const CONTROLS = /[\0-\x08\x0b\x0e-\x1f\x7f]/;

/**
 * What a file is, told from its bytes; null for everything that is not taken. Kinds of text look alike, so there the sender's word decides
 * between them, and JSON has to be some.
 */
export function fileTypeOf(bytes: Buffer, declared: string): DocumentType | null {
  const binary = SIGNATURES.find(([, isThis]) => isThis(bytes))?.[0];
  if (binary) return binary;
  const text = textOf(bytes);
  if (text === null) return null;
  if (declared === "application/json") return isJson(text) ? declared : null;
  return declared === "text/csv" ? declared : "text/plain";
}

function textOf(bytes: Buffer): string | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return CONTROLS.test(text) ? null : text;
  } catch {
    return null;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
