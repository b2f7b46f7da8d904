import { domainOf } from "./domain.ts";
import { EVENT_STATEMENT_TYPES } from "./types.ts";
import type { SigningChain } from "./custody.ts";
import type { Hex32 } from "../schemas/primitives.ts";

export interface EventStatementMessage {
  /** `statementOf(event)`: what the wallet shows in words. */
  statement: string;
  eventHash: Hex32;
  contentDigest: Hex32;
  commitment: Hex32;
}

/**
 * Typed data with which an organisation signs one event. Ready for `signTypedData` and `hashTypedData` of viem.
 *
 * @example
 * const signature = await account.signTypedData(eventStatementTypedData(chain, { statement, eventHash, contentDigest, commitment }));
 */
export function eventStatementTypedData(chain: SigningChain, message: EventStatementMessage) {
  return { domain: domainOf(chain), types: EVENT_STATEMENT_TYPES, primaryType: "EventStatement", message } as const;
}
