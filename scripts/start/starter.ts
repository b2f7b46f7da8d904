import { readFileSync } from "node:fs";
import { identify, isRunning, type ProcessIdentity } from "../services/process-identity.ts";

/** npm, a shell of its own, our first process: the command that a person started is at most this far up. */
const GENERATIONS = 4;
const POLL_MILLISECONDS = 500;

/** The `npm start` that this process serves; undefined when there is none, or on systems without /proc. */
export function findStarter(): ProcessIdentity | undefined {
  let pid = process.ppid;
  for (let generation = 0; generation < GENERATIONS && pid > 1; generation++) {
    const stat = readStat(pid);
    if (stat?.name.startsWith("npm")) return identify(pid);
    pid = stat?.parent ?? 0;
  }
  return undefined;
}

/** Calls back once when the command that started us is gone without a word, e.g. after `kill -9`: nobody else would end us. */
export function onStarterGone(starter: ProcessIdentity | undefined, callback: () => void): void {
  process.once("disconnect", callback);
  if (starter === undefined) return;
  const timer = setInterval(() => {
    if (isRunning(starter)) return;
    clearInterval(timer);
    callback();
  }, POLL_MILLISECONDS);
  timer.unref();
}

function readStat(pid: number): { name: string; parent: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const end = stat.lastIndexOf(")");
    return { name: stat.slice(stat.indexOf("(") + 1, end), parent: Number(stat.slice(end + 2).split(" ")[1]) };
  } catch {
    return undefined;
  }
}
