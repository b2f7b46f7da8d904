import { encodeAbiParameters, hashStruct, hashTypedData, keccak256 } from "viem/utils";
import type { Address, Hex32 } from "../schemas/primitives.ts";
import { ISSUE_TYPES, RETIRE_TYPES, RETIREMENT_TYPES, SAVING_TYPES } from "./carbon-types.ts";

/** Chain and token a signature is made for. */
export interface CarbonChain {
  chainId: number;
  token: Address;
}

/** Hashes of what a saving rests on: footprints before and after, method and documents. */
export interface Saving {
  baseline: Hex32;
  actual: Hex32;
  methodology: Hex32;
  evidence: Hex32;
}

/** What issuer and verifier agree on. One unit, and one serial, is one gram of CO₂e. */
export interface IssueMessage {
  to: Address;
  /** keccak256 of the registry's name, as `project` of the project's. */
  registry: Hex32;
  project: Hex32;
  /** The year of the saving. */
  vintage: number;
  firstSerial: bigint;
  lastSerial: bigint;
  /** Ten-thousandths, rounded up to a gram. */
  bufferShare: number;
  saving: Saving;
  /** Seconds since 1970; the contract refuses the signature after it. */
  deadline: number;
}

export interface Claim {
  beneficiary: Address;
  /** Key of the shipment, or zero. */
  shipment: Hex32;
  /** Seconds since 1970; both 0 for no period. */
  periodStart: number;
  periodEnd: number;
  /** Two ASCII letters as bytes, `0x4445` for DE; `0x0000` for none. */
  country: `0x${string}`;
}

export interface RetireMessage {
  holder: Address;
  id: bigint;
  /** Grams. */
  amount: bigint;
  claim: Claim;
  /** At most 512 bytes, public for ever. */
  note: string;
  nonce: bigint;
  deadline: number;
}

/** A retirement as its event tells it. */
export interface Retirement {
  holder: Address;
  id: bigint;
  /** Grams of the batch that were retired before. */
  retiredBefore: bigint;
  amount: bigint;
  claim: Claim;
  note: string;
}

/** EIP-712 domain of CarbonToken; the same as its ERC-5267 answer. */
export function carbonDomainOf({ chainId, token }: CarbonChain) {
  return { name: "Waybill Carbon", version: "1", chainId, verifyingContract: token } as const;
}

/** Typed data that a verifier signs. Ready for `signTypedData` and `hashTypedData` of viem. */
export function issueTypedData(chain: CarbonChain, message: IssueMessage) {
  return { domain: carbonDomainOf(chain), types: ISSUE_TYPES, primaryType: "Issue", message } as const;
}

/** Typed data with which a holder retires without paying. */
export function retireTypedData(chain: CarbonChain, message: RetireMessage) {
  return { domain: carbonDomainOf(chain), types: RETIRE_TYPES, primaryType: "Retire", message } as const;
}

/** What stands for a saving on chain: `savingHash` of `issue` and of `Issued`. */
export function savingHashOf(saving: Saving): Hex32 {
  return hashStruct({ data: { ...saving }, primaryType: "Saving", types: SAVING_TYPES }) as Hex32;
}

/** Name of a retirement: its digest under the token's domain. */
export function retirementIdOf(chain: CarbonChain, retirement: Retirement): Hex32 {
  const types = RETIREMENT_TYPES;
  return hashTypedData({ domain: carbonDomainOf(chain), types, primaryType: "Retirement", message: retirement }) as Hex32;
}

const BATCH_KEY = [{ type: "bytes32" }, { type: "bytes32" }, { type: "uint16" }, { type: "uint64" }] as const;

/** Id of the batch that begins at a serial: the first 192 bits of keccak256 of its ABI words. */
export function batchIdOf({
  registry,
  project,
  vintage,
  firstSerial,
}: Pick<IssueMessage, "registry" | "project" | "vintage" | "firstSerial">) {
  return BigInt(keccak256(encodeAbiParameters(BATCH_KEY, [registry, project, vintage, firstSerial]))) >> 64n;
}
