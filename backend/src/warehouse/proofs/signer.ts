import { contentsRoot } from "@waybill/protocol/hashing/contents";
import { bareEvents } from "@waybill/protocol/hashing/event-hash/documents";
import { parseLosslessObject, stringifyLossless } from "@waybill/protocol/hashing/lossless-json";
import { unitOf } from "@waybill/protocol/hashing/unit";
import type { ContentItem } from "@waybill/protocol/schemas/api/custody";
import { publicConfig } from "@waybill/protocol/schemas/api/system";
import { SIGNED_CAPTURE_TYPE } from "@waybill/protocol/schemas/api/traceability";
import type { Address, Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import { openTypedData, type SigningChain } from "@waybill/protocol/typed-data/custody";
import { prepareStatement } from "@waybill/protocol/typed-data/prepare-statement";
import { privateKeyToAccount } from "viem/accounts";
import { z } from "zod";
import type { Secret } from "../../config/secret.ts";
import { ShopRefusal, type ShopClient } from "../shop/shop-client.ts";
import { documentOf } from "./events.ts";
import { parcelLink } from "./links.ts";
import type { SaltedEvent } from "./prepare.ts";

/** It is on its way: to be asked about again soon. */
export class NotYet extends Error {
  override name = "NotYet";
}

export interface Contents {
  salt: string;
  items: ContentItem[];
}

export interface Signer {
  /** Signs events and sends them. @returns the name of the capture */
  capture(events: readonly SaltedEvent[]): Promise<string>;
  /** @returns false when it was refused @throws {NotYet} while it runs */
  isCaptured(capture: string): Promise<boolean>;
  /** Puts a parcel under custody of this warehouse. @returns its unit, once that is on chain @throws {NotYet} before */
  open(parcel: { sscc: string; salt: string; contents: Contents | null }): Promise<Hex32>;
}

/** How long a signature to open custody is good for; another one is made with each try. */
const DEADLINE_SECONDS = 7 * 86_400;

const captured = z.object({ captureID: z.string() });
const captureState = z.object({ running: z.boolean(), success: z.boolean() });
const chainState = z.object({ head: z.object({ timestamp: z.number() }).nullable() });

/** Signs as the account of the warehouse. Of the other side it knows no more than its public API. */
export function createSigner(key: Secret<Hex32>, shop: ShopClient): Signer {
  const chainOf = async (): Promise<SigningChain> => {
    const { chain, contracts } = publicConfig.parse(await shop.get("/api/config"));
    return { chainId: chain.id, supplyChain: contracts.supplyChain } as unknown as SigningChain;
  };
  return {
    async capture(events) {
      const account = privateKeyToAccount(key.reveal());
      const chain = await chainOf();
      const document = parseLosslessObject(JSON.stringify(documentOf(events.map(({ event }) => event))));
      const signatures = [];
      for (const [index, event] of bareEvents(document).entries()) {
        const salt = events[index]?.salt as Hex32;
        const { typedData } = prepareStatement(event, { salt, account: account.address as Address, chain });
        signatures.push({ account: account.address, salt, signature: await account.signTypedData(typedData) });
      }
      const body = stringifyLossless({ document, signatures });
      return captured.parse(await shop.postText("/epcis/capture", body, SIGNED_CAPTURE_TYPE)).captureID;
    },
    async isCaptured(capture) {
      const state = captureState.parse(await shop.get(`/epcis/capture/${encodeURIComponent(capture)}`));
      if (state.running) throw new NotYet("the capture runs");
      return state.success;
    },
    async open({ sscc, salt, contents }) {
      const subject = parcelLink(sscc) as Subject;
      const unit = unitOf(subject, salt as Hex32);
      if (await isOnChain(shop, unit)) return unit;
      const account = privateKeyToAccount(key.reveal());
      const inside = contents ?? { salt, items: [] };
      const docHash = contentsRoot(inside.items, inside.salt as Hex32);
      const holder = account.address as Address;
      const deadline = await deadlineOf(shop);
      const signature = await account.signTypedData(openTypedData(await chainOf(), { unit, holder, docHash, deadline }));
      await shop.postText(
        "/api/custody/units",
        JSON.stringify({ subject, salt, holder, docHash, contents: inside, deadline, signature }),
        "application/json",
      );
      throw new NotYet("the transaction is on its way");
    },
  };
}

async function isOnChain(shop: ShopClient, unit: Hex32): Promise<boolean> {
  try {
    await shop.get(`/api/custody/units/${unit}`);
    return true;
  } catch (error) {
    if (error instanceof ShopRefusal && error.status === 404) return false;
    throw error;
  }
}

/** Deadlines are judged by block time, so they are counted from it where it is ahead. */
async function deadlineOf(shop: ShopClient): Promise<number> {
  const { head } = chainState.parse(await shop.get("/api/chain"));
  return Math.max(head?.timestamp ?? 0, Math.floor(Date.now() / 1_000)) + DEADLINE_SECONDS;
}
