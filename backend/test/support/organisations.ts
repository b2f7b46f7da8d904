import type { StatedProfile } from "@waybill/protocol/schemas/bundle";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { registrationTypedData } from "@waybill/protocol/typed-data/registration";
import { ROLE } from "@waybill/protocol/typed-data/roles";
import { keccak256, stringToHex } from "viem/utils";
import { privateKeyToAccount, type PrivateKeyAccount } from "viem/accounts";
import { issueToken } from "../../src/modules/identity/tokens.service.ts";
import { SUPPLY_CHAIN, type Answer, type TestBackend } from "./backend.ts";

export const CHAIN = { chainId: 31337, supplyChain: SUPPLY_CHAIN as Address };

/** An account of its own for each name. */
export function accountOf(name: string): PrivateKeyAccount & { address: Address } {
  return privateKeyToAccount(keccak256(stringToHex(name))) as PrivateKeyAccount & { address: Address };
}

/** A salt of its own for each name. */
export function saltOf(name: string): `0x${string}` {
  return keccak256(stringToHex(`salt of ${name}`));
}

/** A profile and the registration that its own account signs. */
export async function registrationOf(
  name: string,
  change: Partial<StatedProfile> = {},
  roles: number = ROLE.producer,
  nonce = saltOf(name),
) {
  const account = accountOf(name);
  const registration = { profile: { account: account.address, name, ...change } as StatedProfile, roles, nonce: nonce as Hex32 };
  return { ...registration, signature: await account.signTypedData(registrationTypedData(CHAIN, registration)) };
}

/** Registers an organisation over HTTP; in the fake chain it is an actor at once. */
export async function register(
  backend: TestBackend,
  name: string,
  change: Partial<StatedProfile> = {},
  roles: number = ROLE.producer,
  nonce = saltOf(name),
): Promise<Answer> {
  return backend.request("POST", "/api/organisations", { body: await registrationOf(name, change, roles, nonce) });
}

/** A bearer token of an account. */
export async function tokenOf({ app }: Pick<TestBackend, "app">, account: Address): Promise<string> {
  const { token } = await issueToken({ tx: app.db.dataSource.manager, clock: app.clock, random: app.random }, account);
  return token;
}
