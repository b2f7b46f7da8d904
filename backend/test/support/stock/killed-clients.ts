import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Seeded } from "../seeded.ts";

const PROGRAM = fileURLToPath(new URL("killed-client.ts", import.meta.url));

/** What one process has to do. */
export interface Share {
  url: string;
  gtins: readonly string[];
  /** Of each client. */
  attempts: number;
  clients: { client: number; from: number }[];
}

/** Client, number of the attempt, GTIN of the piece that it got. */
export type Heard = [client: number, number: number, got: string | null];

export interface Campaign extends Omit<Share, "clients"> {
  processes: number;
  clientsPerProcess: number;
  /** After so many answers one process, which the seed picks, is sent SIGKILL, and another takes its place; at the end it may be gone by itself. */
  killEvery: number;
  random: Seeded;
}

export interface Outcome {
  attempts: number;
  /** Processes that ended by SIGKILL. */
  kills: number;
  /** Pieces that clients were told they have, by GTIN. */
  got: Map<string, number>;
}

/**
 * Clients that reserve one piece after the other, in processes that are killed at any moment. A client whose answer was not heard asks again with the
 * same key, as long as it takes: in the end, what clients were told is what the ledger must hold.
 */
export async function runKilledClients({ processes, clientsPerProcess, killEvery, random, ...share }: Campaign): Promise<Outcome> {
  const next = new Array<number>(processes * clientsPerProcess).fill(0);
  const outcome: Outcome = { attempts: 0, kills: 0, got: new Map() };
  const running = new Map<number, ChildProcess>();

  function hear([client, number, got]: Heard): void {
    if (number !== next[client]) return;
    next[client] = number + 1;
    if (got !== null) outcome.got.set(got, (outcome.got.get(got) ?? 0) + 1);
    outcome.attempts++;
    if (outcome.attempts % killEvery === 0) running.get(random.pick([...running.keys()]))?.kill("SIGKILL");
  }

  function start(index: number, done: () => void, fail: (error: Error) => void): void {
    const clients = Array.from({ length: clientsPerProcess }, (_, n) => {
      const client = index * clientsPerProcess + n;
      return { client, from: next[client] ?? 0 };
    });
    const child = fork(PROGRAM, [JSON.stringify({ ...share, clients } satisfies Share)]);
    running.set(index, child);
    child.on("message", (heard: Heard[]) => heard.forEach(hear));
    child.once("exit", (code, signal) => {
      running.delete(index);
      if (signal === "SIGKILL") outcome.kills++;
      if (signal === "SIGKILL") start(index, done, fail);
      else if (code === 0) done();
      else fail(new Error(`a process of clients ended with ${code ?? signal}`));
    });
  }

  await Promise.all(Array.from({ length: processes }, (_, index) => new Promise<void>((done, fail) => start(index, done, fail))));
  return outcome;
}
