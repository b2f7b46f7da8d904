import { contentsRoot } from "@waybill/protocol/hashing/contents";
import type { HandoverView } from "@waybill/protocol/schemas/api/custody";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { handoverTypedData, rejectTypedData, type SigningChain } from "@waybill/protocol/typed-data/custody";
import { keccak256, stringToHex } from "viem/utils";

/** True when the list of contents that we were shown is the one that the holder signed for. */
export function contentsMatch({ contents, docHash }: Pick<HandoverView, "contents" | "docHash">): boolean {
  return contentsRoot(contents.items, contents.salt as Hex32) === docHash;
}

/** The very data that the holder signed, for the receiver's signature. */
export function acceptanceOf(chain: SigningChain, handover: HandoverView) {
  return handoverTypedData(chain, messageOf(handover));
}

/** Typed data with which the receiver refuses. The reason itself stays off chain. */
export function rejectionOf(chain: SigningChain, handover: HandoverView, reason: string) {
  return rejectTypedData(chain, { ...messageOf(handover), reasonHash: keccak256(stringToHex(reason)) as Hex32 });
}

function messageOf({ unit, from, to, seq, docHash, deadline }: HandoverView) {
  return { unit: unit as Hex32, from: from.account as Address, to: to.account as Address, seq, docHash: docHash as Hex32, deadline };
}
