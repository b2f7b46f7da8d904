import { stringifyLossless, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { SIGNED_CAPTURE_TYPE } from "@waybill/protocol/schemas/api/traceability";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { prepareStatement } from "@waybill/protocol/typed-data/prepare-statement";
import { randomBytes } from "node:crypto";
import { bytesToHex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { ChainBackend } from "./chain-backend.ts";
import type { ChainWorld } from "./chain-world.ts";

/** Signs an event for the world's contract, captures it, and answers its commitment. */
export async function captureOnChain(backend: ChainBackend, world: ChainWorld, key: Hex32, event: JsonObject): Promise<Hex32> {
  const account = privateKeyToAccount(key);
  const salt = bytesToHex(randomBytes(32)) as Hex32;
  const chain = { chainId: world.deployment.chainId, supplyChain: world.deployment.supplyChain as Address };
  const { typedData, commitment } = prepareStatement(event, { salt, account: account.address as Address, chain });
  const signature = await account.signTypedData(typedData);
  const response = await fetch(`${backend.url}/epcis/events`, {
    method: "POST",
    headers: { "content-type": SIGNED_CAPTURE_TYPE },
    body: stringifyLossless({ event, signature: { account: account.address, salt, signature } }),
  });
  if (response.status !== 201) throw new Error(`capture was answered ${response.status}: ${await response.text()}`);
  return commitment as Hex32;
}
