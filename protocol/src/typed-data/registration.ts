import { domainOf } from "./domain.ts";
import { REGISTRATION_TYPES } from "./types.ts";
import type { SigningChain } from "./custody.ts";
import type { StatedProfile } from "../schemas/bundle.ts";
import type { Address, Hex32 } from "../schemas/primitives.ts";

export interface Registration {
  profile: StatedProfile;
  roles: number;
  /** Used once by an account: a registration that was replaced cannot come back. */
  nonce: Hex32;
}

/** Typed data with which an account asks to be registered under a profile. `gln` is "" when the profile has none. */
export function registrationTypedData(chain: SigningChain, { profile, roles, nonce }: Registration) {
  const { name, gln = "", account } = profile;
  const message = { name, gln, roles, nonce, account: account as Address };
  return { domain: domainOf(chain), types: REGISTRATION_TYPES, primaryType: "Registration", message } as const;
}
