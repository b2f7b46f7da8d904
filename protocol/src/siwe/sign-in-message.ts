import { getAddress } from "viem/utils";
import type { Challenge } from "../schemas/api/identity.ts";
import type { Address } from "../schemas/primitives.ts";
import { formatSiweMessage } from "./siwe-message.ts";

/** What the wallet shows: it gives no right over goods and moves nothing. */
const STATEMENT =
  "Sign in to Waybill to read and answer reports and to draft claims. This moves nothing, costs nothing and states nothing about goods.";

/**
 * The text with which an account answers a challenge of Waybill's server.
 *
 * @param page.origin scheme, host and port of the asking page, which wallets compare with where they were asked
 */
export function signInMessage(
  page: { origin: string; chainId: number },
  account: Address,
  { nonce, issuedAt, expiresAt }: Challenge,
): string {
  return formatSiweMessage({
    ...{ domain: page.origin.replace(/^[a-z]+:\/\//, ""), address: getAddress(account) as Address, statement: STATEMENT },
    ...{ uri: page.origin, version: "1", chainId: page.chainId, nonce, issuedAt, expirationTime: expiresAt },
  });
}
