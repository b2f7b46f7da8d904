import type { Hex32 } from "../schemas/primitives.ts";
import { concatHex, keccak256 } from "viem/utils";

/**
 * Names a call of a contract: keccak256 of the contract's address and the call's data.
 *
 * @example
 * callHashOf({ to: "0x5FbDB2315678afecb367f032d93F642f64180aa3", data: "0x8456cb59" });
 */
export function callHashOf({ to, data }: { to: string; data: string }): Hex32 {
  return keccak256(concatHex([to.toLowerCase() as `0x${string}`, data as `0x${string}`])) as Hex32;
}
