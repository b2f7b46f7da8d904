import { base32Of } from "@waybill/protocol/documents/base32";

/** 80 bits, in groups of four: nobody guesses it, and it can be read out. */
export function makeUpPassword(): string {
  return base32Of(crypto.getRandomValues(new Uint8Array(10))).replaceAll(/(.{4})(?=.)/g, "$1-");
}
