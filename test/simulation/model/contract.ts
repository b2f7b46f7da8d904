import { zeroPadValue } from "ethers";
import { logOf } from "../checker/events.ts";
import { leafOf, withLeaf } from "../checker/merkle.ts";
import type { Random } from "../random.ts";
import type { ModelState } from "./blocks.ts";

/** Address of the modelled contract, and the code that "is" there. */
export const CONTRACT_ADDRESS = "0x5fbdb2315678afecb367f032d93f642f64180aa3";
export const CONTRACT_CODE = "0x6001600155";

export interface ModelEvent {
  topics: readonly string[];
  data: string;
}

export const EMPTY_STATE: ModelState = { peaks: [], size: 0, units: new Map() };

/** One call of the contract by somebody, drawn: what it says, and the state that it leaves. */
export function drawEvent(state: ModelState, timestamp: number, random: Random): { event: ModelEvent; state: ModelState } {
  const account = zeroPadValue(`0x0${random.integer(1, 9)}`, 20);
  const open = [...state.units].filter(([, { isOpen }]) => isOpen);
  const choice = random.integer(0, 5);
  if (choice >= 4 && open.length > 0) return stepOf(state, random.pick(open)[0], account, random);
  if (choice === 3) {
    const unit = random.hex(32);
    const units = new Map(state.units).set(unit, { holder: account, seq: 0, isOpen: true });
    return { event: logOf("Opened", [unit, account, random.hex(32)]), state: { ...state, units } };
  }
  if (choice === 2) return { event: logOf("ActorRegistered", [account, random.integer(1, 7), random.hex(20)]), state };
  const root = random.hex(32);
  const peaks = withLeaf(state.peaks, leafOf(root, account, timestamp));
  return { event: logOf("Anchored", [account, state.size, root]), state: { ...state, peaks, size: state.size + 1 } };
}

function stepOf(state: ModelState, unit: string, to: string, random: Random): { event: ModelEvent; state: ModelState } {
  const { holder, seq } = state.units.get(unit) ?? { holder: to, seq: 0 };
  const isClosing = holder === to;
  const event = isClosing
    ? logOf("Closed", [unit, holder, seq, random.hex(32)])
    : logOf("HandedOver", [unit, holder, to, seq, random.hex(32)]);
  const units = new Map(state.units).set(unit, { holder: to, seq: seq + 1, isOpen: !isClosing });
  return { event, state: { ...state, units } };
}
