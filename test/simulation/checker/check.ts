import { readChain } from "./chain.ts";
import { dumpDatabase } from "./dump.ts";
import { checkFinality } from "./finality.ts";
import { checkFurtherFeed, FURTHER_FEED } from "./further-feed.ts";
import type { Finding } from "./findings.ts";
import { checkLaws } from "./laws.ts";
import { checkPromises, type HistoryLine } from "./promises.ts";
import { checkRows } from "./rows.ts";

export interface CheckOptions {
  history: readonly HistoryLine[];
  databaseUrl: string;
  rpcUrl: string;
  contract: string;
  token: string;
  fromBlock: number;
  relayer: string;
  finalityBlocks: number;
  /** Whether a further feed was followed. */
  hasFurtherFeed?: boolean;
}

export interface Verdict {
  findings: Finding[];
  logs: number;
}

/** Judges a run that is over, from the client's history, the database and the chain. Shares no code with the product. */
export async function check(options: CheckOptions): Promise<Verdict> {
  const { history, databaseUrl, rpcUrl, fromBlock, relayer, finalityBlocks, hasFurtherFeed = false } = options;
  const dump = await dumpDatabase(databaseUrl);
  const chain = await readChain(rpcUrl, options, fromBlock);
  try {
    const findings = [
      ...checkRows(dump, chain),
      ...(await checkFinality(dump, chain, finalityBlocks)),
      ...checkPromises(history, dump, chain, relayer),
      ...(await checkLaws(history, dump, chain)),
      ...(hasFurtherFeed ? checkFurtherFeed(await dumpDatabase(databaseUrl, FURTHER_FEED), chain) : []),
    ];
    return { findings, logs: chain.logs.length };
  } finally {
    chain.close();
  }
}
