import { getBytes } from "ethers";
import type { Figures } from "./snapshot.ts";

export interface Writes {
  /** Slots that hold something for the first time. */
  fresh?: number;
  /** Slots that are written over. */
  again?: number;
  /** Among how many the transaction's own price is shared. */
  share?: number;
}

/**
 * Notes figures for a snapshot. Goals are whole transactions. `next` adds what the scheduled repricing of state (EIP-2780, 8037, 8038) would
 * change.
 */
export function gasFigures() {
  const figures: Figures = {};
  function record(name: string, value: number, goal: number | null, { fresh = 0, again = 0, share = 1 }: Writes = {}): void {
    const next = value + 87_920 * fresh + 7_100 * again - 6_000 / share;
    figures[name] = { value: rounded(value), unit: "gas", goal, met: goal === null ? null : value <= goal, next: rounded(next) };
  }
  return { figures, record };
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
