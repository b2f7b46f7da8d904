import { mnemonicToAccount, type HDAccount } from "viem/accounts";
import type { Address } from "@waybill/protocol/schemas/primitives";

/** anvil's public development phrase. */
const PHRASE = "test test test test test test test test test test test junk";

export type Party = HDAccount & { address: Address };

function party(index: number): Party {
  return mnemonicToAccount(PHRASE, { addressIndex: index }) as Party;
}

/** Who deploys, who relays and registers, organisations that sign, accounts that send on their own, past all of ours, and who verifies savings. */
export const ACCOUNTS = {
  deployer: party(0),
  relayer: party(1),
  organisations: [party(2), party(3), party(4)],
  outsiders: [party(5), party(6)],
  verifier: party(7),
} as const;

export function keyOf(account: Party): `0x${string}` {
  return `0x${Buffer.from(account.getHdKey().privateKey ?? []).toString("hex")}`;
}
