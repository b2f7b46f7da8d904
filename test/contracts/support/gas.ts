import { dataLength, getBytes, type Log, type TransactionResponse } from "ethers";
import type { Figures } from "./snapshot.ts";

export interface Touched {
  /** Slots that hold something for the first time. */
  fresh?: number;
  /** Slots that are written over. */
  again?: number;
  /** Slots that are only read. */
  read?: number;
  /** Other accounts that are asked for their code or called. */
  asked?: number;
  /** Signatures of keys. */
  signed?: number;
  /** Among how many the transaction's own price is shared. */
  share?: number;
}

/**
 * Notes figures for a snapshot. Goals and floors are whole transactions. `next` adds what the scheduled repricing of state (EIP-2780, 8037,
 * 8038) would change.
 */
export function gasFigures() {
  const figures: Figures = {};
  function record(name: string, value: number, goal: number | null, touched: Touched = {}, floor: number | null = null): void {
    const { fresh = 0, again = 0, share = 1 } = touched;
    const next = value + 87_920 * fresh + 7_100 * again - 6_000 / share;
    const met = goal === null ? null : value <= goal;
    figures[name] = { value: rounded(value), unit: "gas", goal, met, floor: floor === null ? null : rounded(floor), next: rounded(next) };
  }
  return { figures, record };
}

type Sent = Promise<TransactionResponse>;

/** What a transaction took, and the least that it could: see {@link leastOf}. */
export async function spentBy(sent: Sent, touched: Touched) {
  const response = await sent;
  const { gasUsed, logs } = (await response.wait())!;
  return { used: Number(gasUsed), least: leastOf(response.data, logs, touched) };
}

/** Prices of the execution specification as of Osaka: a transaction, its calldata, its logs, and each first touch of a slot or an account. */
function leastOf(data: string, logs: readonly Pick<Log, "topics" | "data">[], touched: Touched): number {
  const { fresh = 0, again = 0, read = 0, asked = 0, signed = 0 } = touched;
  const slots = 22_100 * fresh + 5_000 * again + 2_100 * read;
  const said = logs.reduce((sum, log) => sum + 375 * (1 + log.topics.length) + 8 * dataLength(log.data), 0);
  const executed = calldataGas(data) + slots + 2_600 * asked + 3_100 * signed + said;
  // EIP-7623: a transaction that does little pays 10 gas per token of calldata.
  return 21_000 + Math.max(executed, (calldataGas(data) * 10) / 4);
}

export async function gasOf(sent: Promise<{ wait(): Promise<{ gasUsed: bigint } | null> }>): Promise<number> {
  const receipt = await (await sent).wait();
  return Number(receipt!.gasUsed);
}

/** EIP-2028: 16 gas for a byte, 4 for a zero byte. */
export function calldataGas(data: string): number {
  return getBytes(data).reduce((sum, byte) => sum + (byte === 0 ? 4 : 16), 0);
}

function rounded(gas: number): number {
  return Math.round(gas * 100) / 100;
}
