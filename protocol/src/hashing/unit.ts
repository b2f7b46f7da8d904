import { encodeAbiParameters, keccak256, stringToHex } from "viem/utils";
import type { Hex32, Subject } from "../schemas/primitives.ts";

const TAG = keccak256(stringToHex("waybill.unit.v1"));

/**
 * On-chain key of a logistic unit: keccak256(abi.encode(tag, salt, keccak256(subject))). Without the salt nobody can tell
 * from the chain which pallet moved.
 *
 * @example
 * unitOf("https://id.gs1.org/00/008600099999850000" as Subject, salt); // 0x…, 32 bytes
 */
export function unitOf(subject: Subject, salt: Hex32): Hex32 {
  const words = [{ type: "bytes32" }, { type: "bytes32" }, { type: "bytes32" }] as const;
  return keccak256(encodeAbiParameters(words, [TAG, salt, keccak256(stringToHex(subject))])) as Hex32;
}
