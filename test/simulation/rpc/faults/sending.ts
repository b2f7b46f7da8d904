import { Transaction } from "ethers";
import type { Random } from "../../random.ts";
import { numberOf, quantity, RpcRefusal, type Answer, type Call, type Fault } from "../call.ts";
import type { Switches } from "../switches.ts";

interface Sent {
  hash: string;
  raw: string;
  from: string;
  nonce: number;
  maxFeePerGas: bigint;
  maxPriorityFeePerGas: bigint;
  isHeld: boolean;
}

export interface Sending {
  fault: Fault;
  /** Hands on what was kept back, in the order of nonces. */
  release(): Promise<void>;
}

/**
 * A pool as real nodes have one: a replacement must raise both fees by a tenth, a transaction may stay unmined for ever, and one that was
 * answered with an error may be on its way all the same.
 */
export function sending(switches: Switches, random: Random, node: Answer): Sending {
  /** The newest transaction of each sender and nonce. */
  const pool = new Map<string, Sent>();

  const send = async (call: Call, next: Answer): Promise<unknown> => {
    const sent = sentOf(String(call.params[0]));
    const key = `${sent.from}:${sent.nonce}`;
    const earlier = pool.get(key);
    if (earlier?.isHeld && earlier.hash === sent.hash) throw new RpcRefusal(-32000, "already known");
    if (earlier && earlier.hash !== sent.hash && !(await isMined(earlier, next)) && !isReplacement(earlier, sent))
      throw new RpcRefusal(-32000, "replacement transaction underpriced");
    // Something that replaces a stuck one is stuck as well: the fee was not the reason.
    sent.isHeld = switches.areSendingsStuck;
    const answer = sent.isHeld ? sent.hash : await next(call);
    pool.set(key, sent);
    if (random.chance(switches.acceptedButError)) throw new RpcRefusal(-32603, "Internal error");
    return answer;
  };

  const held = (from?: string): Sent[] =>
    [...pool.values()]
      .filter((sent) => sent.isHeld && (from === undefined || sent.from === from))
      .sort((one, other) => one.nonce - other.nonce);

  const fault: Fault = async (call, next) => {
    if (call.method === "eth_sendRawTransaction") return send(call, next);
    const [first, tag] = call.params;
    if (call.method === "eth_getTransactionByHash") {
      const waiting = held().find(({ hash }) => hash === first);
      return waiting ? pendingView(waiting) : next(call);
    }
    if (call.method === "eth_getTransactionCount" && tag === "pending") {
      let nonce = numberOf(await next(call));
      for (const sent of held(String(first).toLowerCase())) if (sent.nonce === nonce) nonce++;
      return quantity(nonce);
    }
    return next(call);
  };

  return {
    fault,
    async release() {
      for (const sent of held()) {
        sent.isHeld = false;
        // A nonce that was used in the meantime is answered with an error; nobody waits for it.
        await node({ method: "eth_sendRawTransaction", params: [sent.raw] }).catch(() => undefined);
      }
    },
  };
}

function sentOf(raw: string): Sent {
  const { hash, from, nonce, maxFeePerGas, maxPriorityFeePerGas, gasPrice } = Transaction.from(raw);
  if (hash === null || from === null) throw new RpcRefusal(-32000, "transaction without a signature");
  const price = gasPrice ?? 0n;
  return {
    hash,
    raw,
    from: from.toLowerCase(),
    nonce,
    maxFeePerGas: maxFeePerGas ?? price,
    maxPriorityFeePerGas: maxPriorityFeePerGas ?? price,
    isHeld: false,
  };
}

async function isMined({ hash, isHeld }: Sent, next: Answer): Promise<boolean> {
  if (isHeld) return false;
  const known = (await next({ method: "eth_getTransactionByHash", params: [hash] })) as { blockNumber: string | null } | null;
  // Reorganised away, it no longer stands in anybody's way either.
  return known === null || known.blockNumber !== null;
}

function isReplacement(earlier: Sent, later: Sent): boolean {
  const isTenthMore = (before: bigint, after: bigint): boolean => after * 10n >= before * 11n;
  return isTenthMore(earlier.maxFeePerGas, later.maxFeePerGas) && isTenthMore(earlier.maxPriorityFeePerGas, later.maxPriorityFeePerGas);
}

function pendingView({ hash, from, nonce, maxFeePerGas, maxPriorityFeePerGas }: Sent) {
  return {
    hash,
    from,
    nonce: quantity(nonce),
    maxFeePerGas: quantity(maxFeePerGas),
    maxPriorityFeePerGas: quantity(maxPriorityFeePerGas),
    blockHash: null,
    blockNumber: null,
    transactionIndex: null,
  };
}
