import type { Random } from "../../random.ts";
import { numberOf, type Answer, type Fault } from "../call.ts";
import type { Switches } from "../switches.ts";

export interface RpcLog {
  blockNumber: string;
  blockHash: string;
  logIndex: string;
  removed?: boolean;
}

/** Logs of blocks that may leave the chain later. */
const REMEMBERED = 200;

/** Answers to eth_getLogs that are valid and wrong: repeated, unordered, incomplete, or with what is no longer true. */
export function logs(switches: Switches, random: Random): Fault {
  const remembered = new Map<string, RpcLog>();
  return async (call, next) => {
    if (call.method !== "eth_getLogs") return next(call);
    let answer = (await next(call)) as RpcLog[];
    for (const log of answer) remember(remembered, log);
    const isRange = (call.params[0] as { blockHash?: string } | undefined)?.blockHash === undefined;
    if (isRange && random.chance(switches.emptyTip)) answer = await withoutTip(answer, next);
    if (answer.length > 0 && random.chance(switches.withheldLogs)) answer = answer.toSpliced(random.integer(0, answer.length - 1), 1);
    if (random.chance(switches.removedLogs)) answer = [...answer, ...(await removedAmong(remembered, next))];
    if (answer.length > 0 && random.chance(switches.duplicatedLogs)) answer = [...answer, random.pick(answer)];
    return random.chance(switches.unorderedLogs) ? random.shuffled(answer) : answer;
  };
}

function remember(remembered: Map<string, RpcLog>, log: RpcLog): void {
  remembered.set(`${log.blockHash} ${log.logIndex}`, log);
  const [oldest] = remembered.keys();
  if (remembered.size > REMEMBERED && oldest !== undefined) remembered.delete(oldest);
}

async function withoutTip(answer: readonly RpcLog[], next: Answer): Promise<RpcLog[]> {
  const head = numberOf(await next({ method: "eth_blockNumber", params: [] }));
  return answer.filter((log) => numberOf(log.blockNumber) < head - 1);
}

/** What a subscriber would be told after a reorg, put where it does not belong. */
async function removedAmong(remembered: ReadonlyMap<string, RpcLog>, next: Answer): Promise<RpcLog[]> {
  const removed: RpcLog[] = [];
  for (const log of [...remembered.values()].slice(-8)) {
    const block = (await next({ method: "eth_getBlockByNumber", params: [log.blockNumber, false] })) as { hash: string } | null;
    if (block?.hash !== log.blockHash) removed.push({ ...log, removed: true });
  }
  return removed;
}
