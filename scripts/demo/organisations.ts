import { readFile } from "node:fs/promises";
import { ROLE, type RoleName } from "@waybill/protocol/typed-data/roles";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { type HDAccount, mnemonicToAccount } from "viem/accounts";

/** Anvil's public development phrase: everybody knows these keys, so they are worth nothing. */
const DEVELOPMENT_PHRASE = "test test test test test test test test test test test junk";

interface OrganisationFile {
  /** Index of the account under the development phrase. */
  account: number;
  name: string;
  gln: string;
  country: string;
  roles: RoleName[];
  /** EPCIS documents that this organisation captures, in order. */
  documents: string[];
  places: { gln: string; name: string; latitude: number; longitude: number; country: string }[];
  products: { gtin: string; name: string; description: string; massGrams?: string; pieces?: number }[];
}

export interface Organisation extends Omit<OrganisationFile, "account" | "roles"> {
  account: HDAccount & { address: Address };
  roles: number;
}

/** The five organisations of the demonstration, with their keys. */
export async function readOrganisations(): Promise<Organisation[]> {
  const text = await readFile(new URL("organisations.json", import.meta.url), "utf8");
  return (JSON.parse(text) as OrganisationFile[]).map(({ account, roles, ...rest }) => ({
    ...rest,
    account: developmentAccount(account),
    roles: roles.reduce((mask, name) => mask | ROLE[name], 0),
  }));
}

/** One of the development accounts, whose keys everybody knows. */
export function developmentAccount(index: number): Organisation["account"] {
  return mnemonicToAccount(DEVELOPMENT_PHRASE, { addressIndex: index }) as Organisation["account"];
}
