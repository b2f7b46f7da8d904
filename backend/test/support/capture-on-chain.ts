import { stringifyLossless, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { SIGNED_CAPTURE_TYPE } from "@waybill/protocol/schemas/api/traceability";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { prepareStatement } from "@waybill/protocol/typed-data/prepare-statement";
import { randomBytes } from "node:crypto";
import { bytesToHex, hashTypedData, type Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { ChainBackend } from "./chain-backend.ts";
import type { ChainWorld } from "./chain-world.ts";

/** An account, and what signs for it. */
export interface Signer {
  account: Address;
  sign: (digest: Hex32) => Hex | Promise<Hex>;
}

export function signerOf(key: Hex32): Signer {
  const { address, sign } = privateKeyToAccount(key);
  return { account: address as Address, sign: (hash) => sign({ hash }) };
}

/** Signs an event for the world's contract, captures it, and answers its commitment. */
export async function captureOnChain(backend: ChainBackend, world: ChainWorld, key: Hex32, event: JsonObject): Promise<Hex32> {
  const { status, text, commitment } = await sendSigned(backend, world, signerOf(key), event);
  if (status !== 201) throw new Error(`capture was answered ${status}: ${text}`);
  return commitment;
}

/** Signs an event for the world's contract and sends it, whatever the answer. */
export async function sendSigned(
  backend: ChainBackend,
  world: ChainWorld,
  { account, sign }: Signer,
  event: JsonObject,
): Promise<{ status: number; text: string; commitment: Hex32; signature: Hex }> {
  const salt = bytesToHex(randomBytes(32)) as Hex32;
  const chain = { chainId: world.deployment.chainId, supplyChain: world.deployment.supplyChain as Address };
  const { typedData, commitment } = prepareStatement(event, { salt, account, chain });
  const signature = await sign(hashTypedData(typedData) as Hex32);
  const response = await fetch(`${backend.url}/epcis/events`, {
    method: "POST",
    headers: { "content-type": SIGNED_CAPTURE_TYPE },
    body: stringifyLossless({ event, signature: { account, salt, signature } }),
  });
  return { status: response.status, text: await response.text(), commitment: commitment as Hex32, signature };
}
