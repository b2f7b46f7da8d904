import type { Address, Hex32 } from "../schemas/primitives.ts";
import type { SigningChain } from "./custody.ts";
import { domainOf } from "./domain.ts";
import { SIGN_IN_TYPES } from "./types.ts";

/** What the wallet shows: it gives no right over goods and moves nothing. */
const STATEMENT = "Sign in to Waybill to read and answer reports about your goods. This moves nothing and costs nothing.";

/** Typed data with which an account signs in. @param expiresAt seconds since 1970 */
export function signInTypedData(chain: SigningChain, { account, nonce, expiresAt }: { account: Address; nonce: Hex32; expiresAt: number }) {
  const message = { statement: STATEMENT, account, nonce, expiresAt };
  return { domain: domainOf(chain), types: SIGN_IN_TYPES, primaryType: "SignIn", message } as const;
}
