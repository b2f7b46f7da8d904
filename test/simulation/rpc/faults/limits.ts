import { numberOf, RpcRefusal, type Fault } from "../call.ts";
import type { Switches } from "../switches.ts";

/** What providers allow one eth_getLogs: so many blocks, so many logs. */
export function limits(switches: Switches): Fault {
  return async (call, next) => {
    if (call.method !== "eth_getLogs") return next(call);
    const { fromBlock, toBlock } = (call.params[0] ?? {}) as { fromBlock?: string; toBlock?: string };
    const isRange = typeof fromBlock === "string" && typeof toBlock === "string" && fromBlock.startsWith("0x") && toBlock.startsWith("0x");
    if (switches.logRange > 0 && isRange && numberOf(toBlock) - numberOf(fromBlock) >= switches.logRange)
      throw new RpcRefusal(-32005, `query exceeds max block range ${switches.logRange}`);
    const logs = (await next(call)) as unknown[];
    if (switches.logResults > 0 && isRange && logs.length > switches.logResults)
      throw new RpcRefusal(-32005, `query returned more than ${switches.logResults} results`);
    return logs;
  };
}
