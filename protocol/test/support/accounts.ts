import { keccak256, stringToHex } from "viem/utils";
import { privateKeyToAccount, type PrivateKeyAccount } from "viem/accounts";
import type { Profile } from "../../src/schemas/bundle.ts";
import type { Address, Hex32 } from "../../src/schemas/primitives.ts";

/** The key that belongs to a name: tests need no table of secrets. */
export function accountNamed(name: string): PrivateKeyAccount {
  return privateKeyToAccount(keccak256(stringToHex(`waybill test key ${name}`)));
}

export function addressOf(account: PrivateKeyAccount): Address {
  return account.address as Address;
}

export function saltNamed(name: string): Hex32 {
  return keccak256(stringToHex(`waybill test salt ${name}`)) as Hex32;
}

export function profileNamed(name: string): Profile {
  return {
    account: addressOf(accountNamed(name)),
    salt: saltNamed(`profile ${name}`),
    name: `${name} Ltd`,
    gln: "0860009999992",
    country: "US",
  };
}
