import type { Address } from "@waybill/protocol/schemas/primitives";
import { getAddress } from "viem/utils";

/** An account as it is kept: with the upper and lower case that are its checksum. */
export function checksummed(account: string): Address {
  return getAddress(account.toLowerCase()) as Address;
}
