/** EIP-712 types that wallets show and CarbonToken checks. Field order is part of the digest. */

const SAVING = [
  { name: "baseline", type: "bytes32" },
  { name: "actual", type: "bytes32" },
  { name: "methodology", type: "bytes32" },
  { name: "evidence", type: "bytes32" },
] as const;

const CLAIM = [
  { name: "beneficiary", type: "address" },
  { name: "shipment", type: "bytes32" },
  { name: "periodStart", type: "uint48" },
  { name: "periodEnd", type: "uint48" },
  { name: "country", type: "bytes2" },
] as const;

/** What a saving rests on. A struct of its own, so that its hash can stand for it on chain. */
export const SAVING_TYPES = { Saving: SAVING } as const;

/** A verifier stands behind grams of one saving, by the serials that they get. */
export const ISSUE_TYPES = {
  Issue: [
    { name: "to", type: "address" },
    { name: "registry", type: "bytes32" },
    { name: "project", type: "bytes32" },
    { name: "vintage", type: "uint16" },
    { name: "firstSerial", type: "uint64" },
    { name: "lastSerial", type: "uint64" },
    { name: "bufferShare", type: "uint16" },
    { name: "saving", type: "Saving" },
    { name: "deadline", type: "uint48" },
  ],
  Saving: SAVING,
} as const;

/** A holder retires grams and pays nothing; `nonce` is `nonceOf(holder)`. */
export const RETIRE_TYPES = {
  Retire: [
    { name: "holder", type: "address" },
    { name: "id", type: "uint256" },
    { name: "amount", type: "uint256" },
    { name: "claim", type: "Claim" },
    { name: "note", type: "string" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint48" },
  ],
  Claim: CLAIM,
} as const;

/** A retirement as it happened. Nobody signs it: its digest is its name. */
export const RETIREMENT_TYPES = {
  Retirement: [
    { name: "holder", type: "address" },
    { name: "id", type: "uint256" },
    { name: "retiredBefore", type: "uint256" },
    { name: "amount", type: "uint256" },
    { name: "claim", type: "Claim" },
    { name: "note", type: "string" },
  ],
  Claim: CLAIM,
} as const;
