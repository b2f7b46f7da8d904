import { keccak256, stringToHex } from "viem/utils";
import { logLeaf } from "../../src/hashing/anchor-log.ts";
import { rootOf } from "../../src/hashing/merkle-tree.ts";
import type { CustodyStep } from "../../src/schemas/bundle.ts";
import type { Address, Hex32 } from "../../src/schemas/primitives.ts";
import type { AnchoringChain, Mined } from "./service.ts";
import type {
  ActorState,
  AnchoredLog,
  BlockPlace,
  BlockTag,
  ChainReader,
  CustodyLog,
  CustodyState,
} from "../../src/verify/chain-reader.ts";

type Change =
  | { kind: "actor"; account: Address; actor: Omit<ActorState, "registeredAt" | "revokedAt"> }
  | { kind: "revoked"; account: Address }
  | { kind: "anchor"; root: Hex32; author: Address }
  | { kind: "custody"; unit: Hex32; step: CustodyStep["kind"]; from: Address | null; to: Address | null; docHash: Hex32 | null };

interface FakeBlock {
  number: number;
  hash: Hex32;
  timestamp: number;
  transactionHash: Hex32;
  change: Change | null;
}

const NOBODY = "0x0000000000000000000000000000000000000000" as Address;
const GENESIS_TIME = 1_776_000_000;
const BLOCK_SECONDS = 12;

/** A chain in memory with SupplyChain's rules: one change per block, state by replay, so that any reorganisation is just a shorter list. */
export class FakeChain implements AnchoringChain {
  readonly chainId = 31337;
  readonly supplyChain = "0x5FbDB2315678afecb367f032d93F642f64180aa3" as Address;
  /** What each contract account answers, and as of which block it is asked. */
  readonly contractWallets = new Map<string, (digest: Hex32, signature: string, at: BlockPlace | "latest") => boolean>();
  finalBlock = 0;
  private blocks: FakeBlock[] = [];
  private branch = 0;

  mine(change: Change | null = null): Mined {
    const number = this.blocks.length + 1;
    const seed = `${this.branch} ${number} ${JSON.stringify(change)}`;
    const hash = keccak256(stringToHex(`block ${seed}`)) as Hex32;
    const transactionHash = keccak256(stringToHex(`transaction ${seed}`)) as Hex32;
    const timestamp = GENESIS_TIME + number * BLOCK_SECONDS;
    this.blocks.push({ number, hash, timestamp, transactionHash, change });
    return { blockNumber: number, blockHash: hash, transactionHash, timestamp };
  }

  register(account: Address, { roles, profileHash }: Omit<ActorState, "registeredAt" | "revokedAt">): void {
    this.mine({ kind: "actor", account, actor: { roles, profileHash } });
  }

  revoke(account: Address): void {
    this.mine({ kind: "revoked", account });
  }

  anchor(author: Address, root: Hex32): Mined & { index: number } {
    const index = this.anchors().length;
    return { index, ...this.mine({ kind: "anchor", root, author }) };
  }

  changeCustody(unit: Hex32, change: Omit<CustodyLog, "seq" | "timestamp" | "block">): Mined & { seq: number } {
    const slot = this.custody(unit, this.blocks.length);
    if ((slot.status === "none") !== (change.kind === "opened") || slot.status === "closed") throw new Error(`unit is ${slot.status}`);
    const seq = slot.seq;
    return { seq, ...this.mine({ ...change, kind: "custody", unit, step: change.kind }) };
  }

  /** Everything mined so far will not be undone. */
  finalise(): void {
    this.finalBlock = this.blocks.length;
  }

  /** Undoes the newest blocks; what is mined next has other hashes. */
  reorganise(depth: number): void {
    this.blocks = this.blocks.slice(0, this.blocks.length - depth);
    this.branch++;
  }

  /** All entries of the log at the newest block. */
  anchors(upTo = this.blocks.length): AnchoredLog[] {
    const found = this.blocks.slice(0, upTo).flatMap(({ change, number, ...block }) => {
      if (change?.kind !== "anchor") return [];
      const place = { blockNumber: number, blockHash: block.hash, transactionHash: block.transactionHash };
      return [{ root: change.root, author: change.author, timestamp: block.timestamp, ...place }];
    });
    return found.map((entry, index) => ({ index, ...entry }));
  }

  /** A reader of this chain as it is at each question. */
  reader(): ChainReader {
    return {
      chainId: async () => this.chainId,
      blockAt: async (number) => {
        const block = this.blocks[number - 1];
        if (block === undefined) throw new Error(`this node has no block ${number}`);
        return block;
      },
      logState: async (contract, at) => {
        const blockNumber = this.blockAt(contract, at);
        const leaves = this.anchors(blockNumber).map(logLeaf);
        return { blockNumber, size: leaves.length, head: rootOf(leaves) };
      },
      anchoredLogs: async (contract, range) => {
        this.blockAt(contract, "latest");
        return this.anchors().filter(
          ({ index, blockNumber }) =>
            index >= range.fromIndex && index < range.toIndex && blockNumber >= range.fromBlock && blockNumber <= range.toBlock,
        );
      },
      actorOf: async (contract, account, at) => this.actor(account, this.blockAt(contract, at)),
      custodyOf: async (contract, unit, at) => this.custody(unit, this.blockAt(contract, at)),
      custodyLogs: async (contract, unit, transactionHash) => {
        this.blockAt(contract, "latest");
        return this.custodyLogs(unit, this.blocks.length).filter((log) => log.transactionHash === transactionHash);
      },
      isValidContractSignature: async (account, digest, signature, at) =>
        this.contractWallets.get(account)?.(digest, signature, at) ?? false,
    };
  }

  private blockAt(contract: Address, at: BlockTag | BlockPlace): number {
    if (contract.toLowerCase() !== this.supplyChain.toLowerCase()) throw new Error(`no contract at ${contract}`);
    if (typeof at === "object") {
      if (this.blocks[at.number - 1]?.hash !== at.hash) throw new Error(`no block ${at.hash}`);
      return at.number;
    }
    return at === "latest" ? this.blocks.length : Math.min(this.finalBlock, this.blocks.length);
  }

  private actor(account: Address, upTo: number): ActorState {
    const state: ActorState = { roles: 0, registeredAt: 0, revokedAt: 0, profileHash: `0x${"0".repeat(40)}` };
    for (const { change, timestamp } of this.blocks.slice(0, upTo)) {
      if (change?.kind === "actor" && change.account === account) {
        Object.assign(state, change.actor, { registeredAt: state.registeredAt || timestamp });
      }
      if (change?.kind === "revoked" && change.account === account) state.revokedAt = timestamp;
    }
    return state;
  }

  private custodyLogs(unit: Hex32, upTo: number): (CustodyLog & { transactionHash: Hex32 })[] {
    const changes = this.blocks.slice(0, upTo).flatMap(({ change, timestamp, transactionHash, number, hash }) => {
      if (change?.kind !== "custody" || change.unit !== unit) return [];
      const { step: kind, from, to, docHash } = change;
      return [{ kind, from, to, docHash, timestamp, transactionHash, block: { number, hash } }];
    });
    return changes.map((log, position) => ({ seq: Math.max(0, position - 1), ...log }));
  }

  private custody(unit: Hex32, upTo: number): CustodyState {
    const logs = this.custodyLogs(unit, upTo);
    if (logs.length === 0) return { holder: NOBODY, seq: 0, status: "none" };
    const moves = logs.filter(({ kind }) => kind === "opened" || kind === "handed-over" || kind === "recovered");
    return {
      holder: moves.at(-1)?.to ?? NOBODY,
      seq: logs.length - 1,
      status: logs.at(-1)?.kind === "closed" ? "closed" : "open",
    };
  }
}
