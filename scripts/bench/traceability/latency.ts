import type { TestBackend } from "../../../backend/test/support/backend.ts";
import { figure, type Figure, type Measured } from "../figure.ts";

/** Fewer for a look: `BENCH_RUNS=40`. */
const RUNS = Number(process.env["BENCH_RUNS"] ?? 200);
const WARM_UP = 10;

/** The time that 95 of 100 stay below, in milliseconds, after a few to warm up. @param share of the usual number of runs */
export async function p95(run: () => Promise<unknown>, share = 1): Promise<number> {
  const runs = Math.ceil(RUNS * share);
  for (let i = 0; i < WARM_UP; i++) await run();
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(runs * 0.95)] ?? NaN;
}

export async function ask(backend: TestBackend, path: string): Promise<string> {
  // Whoever asks on this machine wants no compression: it would be most of what a long answer costs.
  const answer = await backend.request("GET", path, { headers: { "Accept-Encoding": "identity" } });
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text.slice(0, 300)}`);
  return answer.text;
}

/** A question's latency beside that of a bare `SELECT` in the same run. */
export function latency(
  name: string,
  value: number,
  goal: number | null,
  bare: number,
  what: string,
  more: Partial<Measured> = {},
): Figure {
  return figure({ figure: `${name}, p95`, value, unit: "ms", goal, reference: { value: bare, name: `bare SELECT of ${what}` }, ...more });
}
