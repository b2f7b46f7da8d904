import type { Client } from "pg";
import type { BenchChain } from "../chain/bench-chain.ts";
import type { SubjectName } from "../settings.ts";

/** Where one run of a subject finds everything. */
export interface Place {
  /** Scratch folder of this run. */
  folder: string;
  cacheFolder: string;
  databaseUrl: string;
  chain: BenchChain;
  /** The node, or a proxy before it. */
  rpcUrl: string;
  webSocketUrl: string;
  /** The node of whatever else the subject indexes, where that is not to be measured. */
  otherRpcUrl?: string;
  /** A port that the subject may answer on. */
  port: number;
  /** Whether a peer gets its fastest settings instead of those it is shipped with. */
  isTuned: boolean;
}

export interface Program {
  command: string;
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
}

/** An indexer that is measured. All keep the same columns and the same indexes: id, actor, and block number with log index. */
export interface Subject {
  name: SubjectName;
  version: string;
  /** Columns in the order of `Row`, of every row it holds; as hex text or bytea. */
  rowsSql: string;
  /** Finds one row by the event's id, `$1`. */
  visibleSql: string;
  /** How its table keeps a hash. */
  keeps: "hex text" | "bytea";
  /** Runs in an empty database before the clock starts: what a migration would do. */
  prepare(place: Place): Promise<void>;
  /** The program that indexes until it is stopped. */
  program(place: Place): Program;
  /** Whether it says that it has everything. */
  isReady(place: Place, client: Client): Promise<boolean>;
}

/** Whether a program's own page says that it is ready. */
export async function answersWell(url: string): Promise<boolean> {
  return (await fetch(url)).ok;
}

/** The variables of the calling process that any program needs; nothing else may change what is measured. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, HOME: process.env.HOME, LANG: "C.UTF-8", NODE_NO_WARNINGS: "1" };
}
