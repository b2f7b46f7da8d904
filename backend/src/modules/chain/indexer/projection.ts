import type { ContractEventArgsFromTopics, ContractEventName } from "viem";
import type { carbonTokenAbi } from "@waybill/protocol/abi/carbon-token";
import type { supplyChainAbi } from "@waybill/protocol/abi/supply-chain";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import type { HookCtx } from "../../../platform/context.ts";

/** The contracts of the product's own feed. */
interface Contracts {
  supplyChain: typeof supplyChainAbi;
  carbonToken: typeof carbonTokenAbi;
}
export type ContractName = keyof Contracts;

/** One function for each event of a contract that makes a row. */
type Handlers<Row, Contract extends ContractName> = {
  readonly [Name in ContractEventName<Contracts[Contract]>]?: (
    args: ContractEventArgsFromTopics<Contracts[Contract], Name>,
    place: LogPlace,
  ) => Row;
};

/** Where an event stands on the chain. */
export interface LogPlace {
  blockNumber: number;
  blockHash: Hex32;
  logIndex: number;
  transactionHash: Hex32;
  /** Block time, seconds since 1970. */
  timestamp: number;
}

/** Column names to values; what the values mean is said by the table itself. */
export interface ProjectedRow {
  block_number: number;
  log_index: number;
}

/** Blocks in (from, to] that became safe or final. */
export interface FinalityStep {
  safe: { from: number; to: number } | null;
  final: { from: number; to: number } | null;
}

/**
 * One table that is a pure function of the logs: each event makes at most one row, and a row is never changed. That makes undoing exact
 * (delete what lies above a block) and rebuilding trivial. Present state is the last row of its kind.
 * Listing a projection in the composition is all it takes to index another event.
 */
export interface Projection<Row extends ProjectedRow = ProjectedRow> extends Hooks<Row> {
  contract?: "supplyChain";
  table: string;
  events: Handlers<Row, "supplyChain">;
}

/** The same of the token's events. Where the deployment has no token, the table stays empty. */
export interface TokenProjection<Row extends ProjectedRow = ProjectedRow> extends Hooks<Row> {
  contract: "carbonToken";
  table: string;
  events: Handlers<Row, "carbonToken">;
}

interface Hooks<Row> {
  /** The rows are stored, in this transaction. Publishes what changed. */
  onIndexed?(ctx: HookCtx, rows: readonly Row[]): Promise<void>;
  /** The rows are gone, in this transaction: their blocks are no longer part of the chain. */
  onUndone?(ctx: HookCtx, rows: readonly Row[]): Promise<void>;
  onFinality?(ctx: HookCtx, step: FinalityStep): Promise<void>;
}

/** A projection whose contract and row type are hidden, so that projections of all modules fit one list. */
export interface AnyProjection {
  contract?: ContractName;
  table: string;
  events: Readonly<Record<string, ((args: never, place: LogPlace) => ProjectedRow) | undefined>>;
  onIndexed?(ctx: HookCtx, rows: readonly never[]): Promise<void>;
  onUndone?(ctx: HookCtx, rows: readonly never[]): Promise<void>;
  onFinality?(ctx: HookCtx, step: FinalityStep): Promise<void>;
}
