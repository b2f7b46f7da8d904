import type { CustodyStep } from "../schemas/bundle.ts";
import type { Address, Hex32 } from "../schemas/primitives.ts";

/** What the contract's log looks like at one block. */
export interface LogState {
  blockNumber: number;
  size: number;
  head: Hex32;
}

export interface AnchoredLog {
  index: number;
  root: Hex32;
  author: Address;
  timestamp: number;
  blockNumber: number;
  blockHash: Hex32;
  transactionHash: Hex32;
}

export interface ActorState {
  /** Bit mask, see typed-data/roles. 0 with registeredAt 0 means: never registered. */
  roles: number;
  registeredAt: number;
  /** 0 while active. */
  revokedAt: number;
  /** First 20 bytes of the salted profile hash. */
  profileHash: `0x${string}`;
}

export interface CustodyState {
  holder: Address;
  seq: number;
  status: "none" | "open" | "closed";
}

/** One change of a unit's custody as the contract logged it. Members that an event does not carry are null. */
export interface CustodyLog {
  kind: CustodyStep["kind"];
  /** `seq` of the step, as in `CustodyStep`: what the parties signed. */
  seq: number;
  from: Address | null;
  to: Address | null;
  docHash: Hex32 | null;
  timestamp: number;
  block: BlockPlace;
}

export type BlockTag = "latest" | "finalized";

/** One block, by both of its names: nodes take the one or the other. */
export interface BlockPlace {
  number: number;
  hash: Hex32;
}

/**
 * The reader's own window on the chain. Verification asks nobody else.
 * A method rejects when the node cannot answer; the step that needed it then says `unknown`.
 */
export interface ChainReader {
  chainId(): Promise<number>;
  /** What the chain has under a number, its time in seconds since 1970. Rejects when there is no such block. */
  blockAt(number: number): Promise<BlockPlace & { timestamp: number }>;
  logState(supplyChain: Address, at: BlockTag): Promise<LogState>;
  /** Anchored logs with fromIndex <= index < toIndex, in order, found between the given blocks (both inclusive). */
  anchoredLogs(
    supplyChain: Address,
    range: { fromIndex: number; toIndex: number; fromBlock: number; toBlock: number },
  ): Promise<AnchoredLog[]>;
  /** The account's slot as of a block. Rejects when the node can no longer tell what it was then. */
  actorOf(supplyChain: Address, account: Address, at: BlockPlace | "latest"): Promise<ActorState>;
  /** The unit's slot. Rejects when the node can no longer tell what it was at that block. */
  custodyOf(supplyChain: Address, unit: Hex32, at: BlockTag | BlockPlace): Promise<CustodyState>;
  /** What a transaction changed of this unit, in order. Empty when the transaction is not on chain or failed. */
  custodyLogs(supplyChain: Address, unit: Hex32, transactionHash: Hex32): Promise<CustodyLog[]>;
  /** ERC-1271 as of a block; false when the account has no code there. Rejects when the node no longer keeps that block's state. */
  isValidContractSignature(account: Address, digest: Hex32, signature: `0x${string}`, at: BlockPlace | "latest"): Promise<boolean>;
}
