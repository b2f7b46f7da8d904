import { domainOf } from "./domain.ts";
import { REGISTRATION_TYPES } from "./types.ts";
import type { SigningChain } from "./custody.ts";
import type { Profile } from "../schemas/bundle.ts";
import type { Address, Hex32 } from "../schemas/primitives.ts";

/** Typed data with which an account asks to be registered under a profile. `gln` is "" when the profile has none. */
export function registrationTypedData(chain: SigningChain, profile: Profile, roles: number) {
  const message = {
    name: profile.name,
    gln: profile.gln ?? "",
    roles,
    salt: profile.salt as Hex32,
    account: profile.account as Address,
  };
  return { domain: domainOf(chain), types: REGISTRATION_TYPES, primaryType: "Registration", message } as const;
}
