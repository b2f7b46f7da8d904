import { concatHex, keccak256, numberToHex } from "viem/utils";
import type { Hex32 } from "../schemas/primitives.ts";

/**
 * What both parties of a consignment sign instead of many units: keccak256 of the packed (bytes32 unit, uint256 seq) pairs, in the
 * order of the call to `handoverMany`.
 */
export function unitsHashOf(units: readonly { unit: Hex32; seq: number | bigint }[]): Hex32 {
  return keccak256(concatHex(units.flatMap(({ unit, seq }) => [unit, numberToHex(seq, { size: 32 })]))) as Hex32;
}
