import type { ContractEventArgsFromTopics, ContractEventName } from "viem";
import type { supplyChainAbi } from "@waybill/protocol/abi/supply-chain";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import type { HookCtx } from "../../../platform/context.ts";

export type EventName = ContractEventName<typeof supplyChainAbi>;
export type EventArgs<Name extends EventName> = ContractEventArgsFromTopics<typeof supplyChainAbi, Name>;

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
export interface Projection<Row extends ProjectedRow = ProjectedRow> {
  table: string;
  events: { readonly [Name in EventName]?: (args: EventArgs<Name>, place: LogPlace) => Row };
  /** The rows are stored, in this transaction. Publishes what changed. */
  onIndexed?(ctx: HookCtx, rows: readonly Row[]): Promise<void>;
  /** The rows are gone, in this transaction: their blocks are no longer part of the chain. */
  onUndone?(ctx: HookCtx, rows: readonly Row[]): Promise<void>;
  onFinality?(ctx: HookCtx, step: FinalityStep): Promise<void>;
}

/** A projection whose row type is hidden, so that projections of all modules fit one list. */
export interface AnyProjection extends Omit<Projection, "onIndexed" | "onUndone"> {
  onIndexed?(ctx: HookCtx, rows: readonly never[]): Promise<void>;
  onUndone?(ctx: HookCtx, rows: readonly never[]): Promise<void>;
}
