import { setTimeout as pause } from "node:timers/promises";
import type { Seeded } from "../../../../backend/test/support/seeded.ts";

/** Something to be done at a moment, whatever has become of what was to be done before. */
export interface Arrival<Answer> {
  /** From the beginning. */
  atMilliseconds: number;
  send: () => Promise<Answer>;
}

export interface Answered<Answer> {
  answer: Answer;
  /** From when it was to be sent, not from when it was: a sender that is late itself, or a server that lets it wait, counts. */
  milliseconds: number;
}

/** Sends each when its time has come. @throws what sending one throws */
export async function sendOnSchedule<Answer>(arrivals: readonly Arrival<Answer>[]): Promise<Answered<Answer>[]> {
  const began = performance.now();
  const answered: Promise<Answered<Answer>>[] = [];
  for (const { atMilliseconds, send } of [...arrivals].sort((a, b) => a.atMilliseconds - b.atMilliseconds)) {
    const early = atMilliseconds - (performance.now() - began);
    if (early > 0) await pause(early);
    const sent = send().then((answer) => ({ answer, milliseconds: performance.now() - began - atMilliseconds }));
    // It is waited for below; until then nobody else listens.
    sent.catch(() => undefined);
    answered.push(sent);
  }
  return Promise.all(answered);
}

/** So many moments within a time, each anywhere in it: as people come who know nothing of one another. */
export function momentsWithin(milliseconds: number, count: number, random: Seeded): number[] {
  return Array.from({ length: count }, () => random.below(Math.floor(milliseconds * 1_000)) / 1_000).sort((a, b) => a - b);
}

/** The value that a share of all are not above. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
