import { stringifyLossless, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import type { SigningChain } from "@waybill/protocol/typed-data/custody";
import { prepareStatement } from "@waybill/protocol/typed-data/prepare-statement";

export type PreparedStatement = ReturnType<typeof prepareStatement> & { event: JsonObject; salt: Hex32; account: Address };

/** Everything about one event that is fixed before the wallet opens. */
export function prepareSigning(event: JsonObject, parameters: { salt: Hex32; account: Address; chain: SigningChain }): PreparedStatement {
  return { ...prepareStatement(event, parameters), event, salt: parameters.salt, account: parameters.account };
}

/** Body of POST /epcis/events: the very event that was signed, numbers as typed. */
export function signedEventBody({ event, salt, account }: PreparedStatement, signature: string): string {
  return stringifyLossless({ event, signature: { account, salt, signature } });
}
