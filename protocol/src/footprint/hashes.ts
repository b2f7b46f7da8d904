import { encodeAbiParameters, keccak256, stringToHex } from "viem/utils";
import { contentDigestOf } from "../hashing/content-digest.ts";
import type { JsonObject } from "../hashing/lossless-json.ts";
import type { Hex32 } from "../schemas/primitives.ts";
import type { FactorTable } from "./factor-table.ts";
import type { Footprint } from "./footprint.ts";

/** Keeps what is anchored for footprints apart from statements, and tables from footprints: none can be opened as another. */
const TAG = {
  footprint: keccak256(stringToHex("waybill.footprint.v1")),
  "factor-table": keccak256(stringToHex("waybill.factor-table.v1")),
} as const;

/** Name of a factor table: SHA-256 over its RFC 8785 form. */
export function factorTableHash(table: FactorTable): Hex32 {
  return contentDigestOf(table as unknown as JsonObject);
}

/** Name of a footprint: SHA-256 over its RFC 8785 form. The same chain, factors and rules always give the same name. */
export function footprintHash(footprint: Footprint): Hex32 {
  return contentDigestOf(footprint as unknown as JsonObject);
}

/**
 * What is anchored of a footprint or table: keccak256(abi.encode(tag, hash)). Both are public, so there is no salt.
 *
 * @example
 * carbonCommitment("footprint", footprintHash(footprint)); // a leaf of some batch
 */
export function carbonCommitment(kind: keyof typeof TAG, hash: Hex32): Hex32 {
  return keccak256(encodeAbiParameters([{ type: "bytes32" }, { type: "bytes32" }], [TAG[kind], hash])) as Hex32;
}
