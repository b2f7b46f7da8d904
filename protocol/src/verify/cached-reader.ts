import type { ChainReader } from "./chain-reader.ts";

/** Asks each question once and shares the answer, refusals included: one run of a verification sees one chain. */
export function createCachedReader(reader: ChainReader): ChainReader {
  const answers = new Map<string, Promise<unknown>>();
  function once<Args extends unknown[], Answer>(name: string, ask: (...args: Args) => Promise<Answer>) {
    return (...args: Args): Promise<Answer> => {
      const key = JSON.stringify([name, ...args]);
      const known = answers.get(key) ?? ask.apply(reader, args);
      answers.set(key, known);
      return known as Promise<Answer>;
    };
  }
  return {
    chainId: once("chainId", reader.chainId),
    blockAt: once("blockAt", reader.blockAt),
    logState: once("logState", reader.logState),
    anchoredLogs: once("anchoredLogs", reader.anchoredLogs),
    actorOf: once("actorOf", reader.actorOf),
    custodyOf: once("custodyOf", reader.custodyOf),
    custodyLogs: once("custodyLogs", reader.custodyLogs),
    isValidContractSignature: once("isValidContractSignature", reader.isValidContractSignature),
  };
}
