import { contentsRoot } from "@waybill/protocol/hashing/contents";
import { unitOf } from "@waybill/protocol/hashing/unit";
import type { ContentItem } from "@waybill/protocol/schemas/api/custody";
import type { Address, Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import { handoverTypedData, openTypedData, type SigningChain } from "@waybill/protocol/typed-data/custody";

/** What is inside a unit, under the salt that hides it. */
export interface Contents {
  salt: Hex32;
  items: ContentItem[];
}

export interface OpeningParameters {
  chain: SigningChain;
  subject: Subject;
  salt: Hex32;
  holder: Address;
  contents: Contents;
  deadline: number;
}

/** Typed data and request with which the first holder puts a unit under custody. */
export function prepareOpening({ chain, subject, salt, holder, contents, deadline }: OpeningParameters) {
  const unit = unitOf(subject, salt);
  const docHash = contentsRoot(contents.items, contents.salt);
  return {
    unit,
    typedData: openTypedData(chain, { unit, holder, docHash, deadline }),
    bodyOf: (signature: string) => JSON.stringify({ subject, salt, holder, docHash, contents, deadline, signature }),
  };
}

export interface OfferParameters {
  chain: SigningChain;
  unit: Hex32;
  from: Address;
  to: Address;
  /** The unit's seq now: the nonce of this handover. */
  seq: number;
  contents: Contents;
  deadline: number;
}

/** Typed data and request with which the holder offers a unit to a receiver. */
export function prepareOffer({ chain, unit, from, to, seq, contents, deadline }: OfferParameters) {
  const docHash = contentsRoot(contents.items, contents.salt);
  return {
    typedData: handoverTypedData(chain, { unit, from, to, seq, docHash, deadline }),
    bodyOf: (signature: string) => JSON.stringify({ unit, to, seq, docHash, contents, deadline, signature }),
  };
}
