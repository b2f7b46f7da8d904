import { Signature, TypedDataEncoder, type Signer, type TypedDataField } from "ethers";
import { domainOf } from "../../../protocol/src/typed-data/domain.ts";
import * as types from "../../../protocol/src/typed-data/types.ts";
import type { Address } from "../../../protocol/src/schemas/primitives.ts";
import type { System } from "./fixture.ts";

/** The protocol package's own types, so that contract and wallets cannot drift apart. */
export const TYPES = {
  Open: types.OPEN_TYPES,
  Handover: types.HANDOVER_TYPES,
  HandoverMany: types.HANDOVER_MANY_TYPES,
  Reject: types.REJECT_TYPES,
  Close: types.CLOSE_TYPES,
} as const;

export type Primary = keyof typeof TYPES;
export type Message = Record<string, string | bigint | number>;

/** Later than any block of a test. */
export const NEVER = 2n ** 48n - 1n;

export async function domainFor(chain: System["chain"]) {
  const { chainId } = await chain.runner!.provider!.getNetwork();
  return domainOf({ chainId: Number(chainId), supplyChain: chain.target as Address });
}

export async function sign(signer: Signer, chain: System["chain"], primary: Primary, message: Message): Promise<string> {
  return signer.signTypedData(await domainFor(chain), fieldsOf(primary), message);
}

export async function digestOf(chain: System["chain"], primary: Primary, message: Message): Promise<string> {
  return TypedDataEncoder.hash(await domainFor(chain), fieldsOf(primary), message);
}

/** r and vs of EIP-2098. */
export function compact(signature: string): [r: string, vs: string] {
  const { r, yParityAndS } = Signature.from(signature);
  return [r, yParityAndS];
}

function fieldsOf(primary: Primary): Record<string, TypedDataField[]> {
  return structuredClone(TYPES[primary]) as unknown as Record<string, TypedDataField[]>;
}
