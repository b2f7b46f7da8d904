import { appendFileSync } from "node:fs";

/** How a call ended, as its caller knows it. After "unknown" it may have happened or not. */
export type Outcome = "ok" | "fail" | "unknown";

/** One call, as Jepsen writes them: a line when it begins, and one when it is over. */
export interface HistoryEntry {
  /** Number of the call. */
  call: number;
  type: "invoke" | Outcome;
  client: string;
  action: "capture" | "open" | "offer" | "accept" | "retire" | "send" | "read";
  /** What the call is about: the same key means the same business. */
  key: string;
  /** Facts that the caller can vouch for. */
  value: Record<string, unknown>;
}

export interface History {
  entries: readonly HistoryEntry[];
  /** Calls that got an answer; those of unknown outcome are no progress. */
  finished(): number;
  /** Runs one call between its two lines. */
  record(
    call: Pick<HistoryEntry, "client" | "action" | "key" | "value">,
    work: () => Promise<{ type: Outcome; value?: Record<string, unknown> }>,
  ): Promise<Outcome>;
}

/** Keeps every line in memory and appends it to a file. */
export function createHistory(file: string): History {
  const entries: HistoryEntry[] = [];
  let calls = 0;
  let finished = 0;
  const write = (entry: HistoryEntry): void => {
    entries.push(entry);
    appendFileSync(file, `${JSON.stringify(entry)}\n`);
  };
  return {
    entries,
    finished: () => finished,
    async record(about, work) {
      const call = ++calls;
      write({ ...about, call, type: "invoke" });
      const { type, value = {} } = await work().catch(() => ({ type: "unknown" as const, value: {} }));
      write({ ...about, call, type, value: { ...about.value, ...value } });
      if (type !== "unknown") finished++;
      return type;
    },
  };
}
