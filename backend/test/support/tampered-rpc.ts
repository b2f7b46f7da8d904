import type { Rpc } from "../../src/modules/chain/indexer/node/rpc.ts";

/** One log of an answer, as much of it as tampering needs. */
export interface AnsweredLog {
  blockNumber: string;
  logIndex: string;
  data: string;
  topics: readonly string[];
}

/** A node whose logs go through other hands. Everything else it answers truly. */
export function withLogs(change: (logs: AnsweredLog[]) => AnsweredLog[]): (rpc: Rpc) => Rpc {
  return (rpc) => ({
    ...rpc,
    async raw(method, params) {
      const answer = await rpc.raw(method, params);
      if (method !== "eth_getLogs") return answer;
      const { result } = JSON.parse(answer.toString("utf8")) as { result: AnsweredLog[] };
      return Buffer.from(JSON.stringify({ result: change(result) }));
    },
  });
}

/** A node that answers some questions in its own way: with a result, with an error that it throws, or, undefined, truly. */
export function withAnswers(answer: (method: string, params: readonly unknown[]) => unknown): (rpc: Rpc) => Rpc {
  return (rpc) => {
    const raw: Rpc["raw"] = async (method, params) => {
      const result = await answer(method, params);
      return result === undefined ? rpc.raw(method, params) : Buffer.from(JSON.stringify({ result }));
    };
    return {
      ...rpc,
      raw,
      request: async <Result>(method: string, params: readonly unknown[]) =>
        (JSON.parse((await raw(method, params)).toString("utf8")) as { result: Result }).result,
    };
  };
}
