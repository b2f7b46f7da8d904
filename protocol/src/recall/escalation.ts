import { encodeAbiParameters, keccak256, stringToHex } from "viem/utils";
import { z } from "zod";
import { contentDigestOf } from "../hashing/content-digest.ts";
import { address, dateTime, hex32, type Hex32 } from "../schemas/primitives.ts";
import { ADDRESSEES } from "./vocabulary.ts";

/** What the server says when the time of a holder is up: it has not answered, and who is told now. */
export const escalationRecord = z.strictObject({
  notice: hex32,
  /** The holder that has not answered for everything it was asked about. */
  account: address,
  /** From 1; a place in `ADDRESSEES`. */
  tier: z.number().int().min(1).max(ADDRESSEES.length),
  to: z.enum(ADDRESSEES),
  /** When the server found it late, in UTC to the millisecond. */
  at: dateTime,
});
export type EscalationRecord = z.infer<typeof escalationRecord>;

/** Keeps escalations apart from statements and other records: none can be opened as another. */
const TAG = keccak256(stringToHex("waybill.recall-escalation.v1"));

/** The record of one step. @throws {RangeError} for a tier that addresses nobody */
export function escalationOf(step: { notice: Hex32; account: string; tier: number; at: Date }): EscalationRecord {
  const to = ADDRESSEES[step.tier - 1];
  if (to === undefined) throw new RangeError(`There is no tier ${step.tier}.`);
  const { notice, account, tier, at } = step;
  return { notice, account: account as EscalationRecord["account"], tier, to, at: at.toISOString() };
}

/**
 * What is anchored of an escalation: keccak256(abi.encode(tag, SHA-256 of its RFC 8785 form)). It is public, so there is no salt.
 *
 * @example
 * escalationCommitment(record); // a leaf of some batch
 */
export function escalationCommitment(record: EscalationRecord): Hex32 {
  return keccak256(encodeAbiParameters([{ type: "bytes32" }, { type: "bytes32" }], [TAG, contentDigestOf({ ...record })])) as Hex32;
}
