import type { Hex } from "viem";
import { encodeAbiParameters, keccak256, stringToHex } from "viem/utils";
import type { Address, Hex32 } from "../schemas/primitives.ts";

/** Keeps signed statements and unsigned claims apart: one can never be opened as the other. */
const TAG = {
  signed: keccak256(stringToHex("waybill.statement.v1")),
  claimed: keccak256(stringToHex("waybill.claim.v1")),
} as const;

export interface CommitmentParameters {
  kind: "signed" | "claimed";
  /** 32 random bytes; destroying them makes the public commitment meaningless. */
  salt: Hex;
  /** SHA-256 digest inside the CBV event hash ID. */
  eventHash: Hex;
  /** SHA-256 over the RFC 8785 form of the event. */
  contentDigest: Hex;
  /** The signing account, or the account of the organisation that claims. */
  account: Address;
}

/**
 * The only thing about a statement that ever becomes public on chain:
 * keccak256(abi.encode(tag, salt, eventHash, contentDigest, account)).
 *
 * @example
 * commitmentOf({ kind: "signed", salt, eventHash, contentDigest, account }); // 0x…, 32 bytes
 */
export function commitmentOf({ kind, salt, eventHash, contentDigest, account }: CommitmentParameters): Hex32 {
  return keccak256(
    encodeAbiParameters(
      [{ type: "bytes32" }, { type: "bytes32" }, { type: "bytes32" }, { type: "bytes32" }, { type: "address" }],
      [TAG[kind], salt, eventHash, contentDigest, account],
    ),
  ) as Hex32;
}
