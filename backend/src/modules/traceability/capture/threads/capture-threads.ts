import { Worker } from "node:worker_threads";
import type { CaptureRequest } from "../read-capture.ts";

/** More would wait for the one thread that stores. */
const THREADS = 2;

interface Answer {
  id: number;
  input: string | null;
}

/** A thread and what it is asked for: the answers that are awaited, by number. */
interface Thread {
  worker: Worker;
  awaited: Map<number, (input: string | null) => void>;
}

/** Of this process, made when the first is needed; none of them keeps it from ending. */
const threads: Thread[] = [];
let asked = 0;

/**
 * `prepareDocument` on another thread: reading, checking and hashing are most of what a capture costs, and nobody else can be answered by
 * this thread meanwhile. Null also when the thread fails: then the caller does it itself.
 */
export function prepareElsewhere({ text, mediaType, principal }: CaptureRequest): Promise<string | null> {
  const thread = leastBusy();
  const id = ++asked;
  return new Promise((resolve) => {
    thread.awaited.set(id, resolve);
    thread.worker.postMessage({ id, request: { text, mediaType, principal } });
  });
}

function leastBusy(): Thread {
  const idle = threads.find(({ awaited }) => awaited.size === 0);
  if (idle) return idle;
  if (threads.length < THREADS) return started();
  return threads.reduce((least, thread) => (thread.awaited.size < least.awaited.size ? thread : least));
}

function started(): Thread {
  const thread: Thread = { worker: new Worker(new URL("./capture.thread.ts", import.meta.url)), awaited: new Map() };
  thread.worker.on("message", ({ id, input }: Answer) => {
    thread.awaited.get(id)?.(input);
    thread.awaited.delete(id);
  });
  // A thread that failed answers nobody any more, and the next document gets a new one.
  const end = () => {
    const place = threads.indexOf(thread);
    if (place >= 0) threads.splice(place, 1);
    for (const resolve of thread.awaited.values()) resolve(null);
    thread.awaited.clear();
  };
  thread.worker.on("error", end).on("exit", end);
  // Last: a listener to messages holds the process again.
  thread.worker.unref();
  threads.push(thread);
  return thread;
}
