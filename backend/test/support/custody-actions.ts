import { contentsRoot } from "@waybill/protocol/hashing/contents";
import { unitOf } from "@waybill/protocol/hashing/unit";
import type { Address, Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import {
  closeTypedData,
  handoverTypedData,
  openTypedData,
  rejectTypedData,
  type HandoverMessage,
} from "@waybill/protocol/typed-data/custody";
import { keccak256, stringToHex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { ChainWorld } from "./chain-world.ts";

export const PALLET = "https://id.gs1.org/00/008600099999850000" as Subject;
export const ITEMS = [{ subject: "https://id.gs1.org/01/10860009999920/10/ABC1234" as Subject, quantity: "25", uom: "CS" }];

/** What parties sign, and the bodies they send with it. */
export function custodyActions(world: ChainWorld) {
  const chain = { chainId: world.deployment.chainId, supplyChain: world.deployment.supplyChain as Address };
  const later = (): number => Math.floor(Date.now() / 1_000) + 86_400;
  const accountOf = (key: Hex32) => privateKeyToAccount(key);

  return {
    chain,
    async opening(key: Hex32, salt: Hex32, deadline = later()) {
      const contents = { salt: keccak256(stringToHex(`contents ${salt}`)) as Hex32, items: ITEMS };
      const [unit, docHash, account] = [unitOf(PALLET, salt), contentsRoot(ITEMS, contents.salt), accountOf(key)];
      const message = { unit, holder: account.address as Address, docHash, deadline };
      const signature = await account.signTypedData(openTypedData(chain, message));
      return { unit, body: { subject: PALLET, salt, holder: account.address, docHash, contents, deadline, signature } };
    },
    async offer(from: Hex32, to: Hex32, unit: Hex32, seq: number, deadline = later()) {
      const contents = { salt: keccak256(stringToHex(`offer ${unit} ${seq}`)) as Hex32, items: ITEMS };
      const terms: HandoverMessage = {
        unit,
        from: accountOf(from).address as Address,
        to: accountOf(to).address as Address,
        seq,
        docHash: contentsRoot(ITEMS, contents.salt),
        deadline,
      };
      const signature = await accountOf(from).signTypedData(handoverTypedData(chain, terms));
      return { terms, body: { unit, to: terms.to, seq, docHash: terms.docHash, contents, deadline, signature } };
    },
    async acceptance(key: Hex32, terms: HandoverMessage) {
      return { signature: await accountOf(key).signTypedData(handoverTypedData(chain, terms)) };
    },
    async rejection(key: Hex32, terms: HandoverMessage, reason: string) {
      const reasonHash = keccak256(stringToHex(reason)) as Hex32;
      return { reason, signature: await accountOf(key).signTypedData(rejectTypedData(chain, { ...terms, reasonHash })) };
    },
    async closing(key: Hex32, unit: Hex32, seq: number, docHash: Hex32, deadline = later()) {
      const message = { unit, holder: accountOf(key).address as Address, seq, docHash, deadline };
      return { seq, docHash, deadline, signature: await accountOf(key).signTypedData(closeTypedData(chain, message)) };
    },
  };
}
