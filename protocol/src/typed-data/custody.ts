import { domainOf } from "./domain.ts";
import { CLOSE_TYPES, HANDOVER_MANY_TYPES, HANDOVER_TYPES, OPEN_TYPES, REJECT_TYPES } from "./types.ts";
import type { Address, Hex32 } from "../schemas/primitives.ts";

/** Chain and contract a signature is made for. */
export interface SigningChain {
  chainId: number;
  supplyChain: Address;
}

export interface OpenMessage {
  unit: Hex32;
  holder: Address;
  docHash: Hex32;
  /** Seconds since 1970; the contract refuses the signature after it. */
  deadline: number;
}

export interface HandoverMessage {
  unit: Hex32;
  from: Address;
  to: Address;
  /** The unit's `seq` before the handover: its nonce. */
  seq: number;
  docHash: Hex32;
  deadline: number;
}

export interface HandoverManyMessage {
  /** `unitsHashOf` the units and their seqs. */
  unitsHash: Hex32;
  from: Address;
  to: Address;
  docHash: Hex32;
  deadline: number;
}

export interface RejectMessage extends HandoverMessage {
  /** keccak256 of the reason's UTF-8 text; the text stays off chain. */
  reasonHash: Hex32;
}

export interface CloseMessage {
  unit: Hex32;
  holder: Address;
  seq: number;
  docHash: Hex32;
  deadline: number;
}

/** Typed data with which the first holder puts a unit under custody. Ready for `signTypedData` and `hashTypedData` of viem. */
export function openTypedData(chain: SigningChain, message: OpenMessage) {
  return { domain: domainOf(chain), types: OPEN_TYPES, primaryType: "Open", message } as const;
}

/**
 * Typed data that holder and receiver both sign.
 *
 * @example
 * const digest = hashTypedData(handoverTypedData(chain, { unit, from, to, seq: 0, docHash, deadline }));
 */
export function handoverTypedData(chain: SigningChain, { seq, ...message }: HandoverMessage) {
  return { domain: domainOf(chain), types: HANDOVER_TYPES, primaryType: "Handover", message: { ...message, seq: BigInt(seq) } } as const;
}

/** Typed data for a consignment of many units: one signature per party. */
export function handoverManyTypedData(chain: SigningChain, message: HandoverManyMessage) {
  return { domain: domainOf(chain), types: HANDOVER_MANY_TYPES, primaryType: "HandoverMany", message } as const;
}

/** Typed data with which the named receiver refuses an offer. */
export function rejectTypedData(chain: SigningChain, { seq, ...message }: RejectMessage) {
  return { domain: domainOf(chain), types: REJECT_TYPES, primaryType: "Reject", message: { ...message, seq: BigInt(seq) } } as const;
}

/** Typed data with which the holder ends custody. */
export function closeTypedData(chain: SigningChain, { seq, ...message }: CloseMessage) {
  return { domain: domainOf(chain), types: CLOSE_TYPES, primaryType: "Close", message: { ...message, seq: BigInt(seq) } } as const;
}
