import { encodeAbiParameters, keccak256, sha256, stringToBytes, stringToHex } from "viem/utils";
import { canonicalJson } from "../hashing/canonical-json.ts";
import type { Json } from "../hashing/lossless-json.ts";
import type { Address, Hex32 } from "../schemas/primitives.ts";
import type { ProductFootprint } from "./product-footprint.ts";

/** Keeps footprints apart from statements: one can never be opened as the other. */
const TAG = keccak256(stringToHex("waybill.product-footprint.v1"));

/**
 * SHA-256 over the UTF-8 bytes of the RFC 8785 form of a product footprint without `status`, the only member that may change after it was
 * published.
 *
 * @example
 * footprintDigestOf(footprint); // 0x…, 32 bytes, the same when it is deprecated
 */
export function footprintDigestOf(footprint: ProductFootprint): Hex32 {
  const { status: _changes, ...said } = footprint;
  return sha256(stringToBytes(canonicalJson(JSON.parse(JSON.stringify(said)) as Json))) as Hex32;
}

/**
 * All of a product footprint that becomes public on chain: keccak256(abi.encode(tag, digest, salt, account)).
 *
 * @example
 * footprintCommitmentOf({ digest: footprintDigestOf(footprint), salt, account }); // 0x…, 32 bytes
 */
export function footprintCommitmentOf({ digest, salt, account }: { digest: Hex32; salt: Hex32; account: Address }): Hex32 {
  return keccak256(
    encodeAbiParameters([{ type: "bytes32" }, { type: "bytes32" }, { type: "bytes32" }, { type: "address" }], [TAG, digest, salt, account]),
  ) as Hex32;
}
