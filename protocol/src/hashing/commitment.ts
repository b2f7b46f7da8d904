import type { Hex } from "viem";
import type { Address, Hex32 } from "../schemas/primitives.ts";
import { keccak, keccakOfText } from "./keccak.ts";

/** Keeps signed statements and unsigned claims apart: one can never be opened as the other. */
const TAG = {
  signed: keccakOfText("waybill.statement.v2"),
  claimed: keccakOfText("waybill.claim.v2"),
} as const;

export interface CommitmentParameters {
  kind: "signed" | "claimed";
  /** `contentHashOf` the statement: salted, so it can be shown without what is inside. */
  contentHash: Hex;
  /** `fieldsRootOf` the event. */
  fieldsRoot: Hex;
  /** The signing account, or the account of the organisation that claims. */
  account: Address;
}

/**
 * The only thing about a statement that ever becomes public on chain: keccak256(abi.encode(tag, contentHash, fieldsRoot, account)).
 *
 * @example
 * commitmentOf({ kind: "signed", contentHash, fieldsRoot, account }); // 0x…, 32 bytes
 */
export function commitmentOf({ kind, contentHash, fieldsRoot, account }: CommitmentParameters): Hex32 {
  return keccak(TAG[kind], contentHash, fieldsRoot, `0x${account.slice(2).padStart(64, "0")}`);
}
