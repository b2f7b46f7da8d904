import { quantity, type Fault } from "../call.ts";
import type { Switches } from "../switches.ts";

/** A node of another chain, by what it says of itself. */
export function identity(switches: Switches): Fault {
  return async (call, next) => {
    if (switches.chainId === 0) return next(call);
    if (call.method === "eth_chainId") return quantity(switches.chainId);
    if (call.method === "net_version") return String(switches.chainId);
    return next(call);
  };
}
