import { startTestBackend, startTestBackendOn, type TestBackend } from "../../backend/test/support/backend.ts";
import { seeded } from "../../backend/test/support/seeded.ts";
import { releaseResources } from "../../test/support/resources.ts";
import { prepare } from "../test/prepare.ts";
import { figure, type Figure } from "./figure.ts";
import { measureCapture } from "./traceability/capture.ts";
import { analyse, loadEvents, loadOther } from "./traceability/many-events.ts";
import { networkEvents } from "./traceability/networks.ts";
import { measureQueries } from "./traceability/queries.ts";
import { measureTraces } from "./traceability/traces.ts";

/** Fewer for a look: `BENCH_EVENTS=100000`. */
const EVENTS = Number(process.env["BENCH_EVENTS"] ?? 1_000_000);
/** Of all events, the share that joins goods; each network has some twelve thousand of them. */
const NETWORKS = Math.max(1, Math.floor(EVENTS / 100_000));

/** A database that was loaded before, to measure again without loading: `BENCH_DATABASE_URL`. It stays; the captures of each run are added. */
const LOADED = process.env["BENCH_DATABASE_URL"];

/** What captures, questions and walks cost when there are many events. */
export async function measure(seed: number): Promise<Figure[]> {
  await prepare();
  const backend = await (LOADED === undefined ? startTestBackend() : startTestBackendOn({ url: LOADED, drop: async () => undefined }));
  try {
    const plain = await loaded(backend);
    const random = seeded(seed);
    const figures = [figure({ figure: "events that questions are asked of", value: EVENTS, unit: "events" })];
    const parts = [
      measureTraces(backend, random, NETWORKS),
      measureQueries(backend, random, plain),
      measureCapture(backend, await firstNew(backend)),
    ];
    for (const part of parts) {
      for await (const measured of part) {
        // It takes minutes: who waits sees each figure as it comes.
        console.log(`${measured.figure}: ${measured.value.toFixed(1)} ${measured.unit}`);
        figures.push(measured);
      }
    }
    return figures;
  } finally {
    await backend.stop();
    await releaseResources();
  }
}

/** Loads all events where they are not there yet. @returns how many of them join nothing */
async function loaded(backend: TestBackend): Promise<number> {
  const networks = Array.from({ length: NETWORKS }, (_, network) => networkEvents(network));
  const plain = EVENTS - networks.reduce((sum, events) => sum + events.length, 0);
  if (LOADED !== undefined) return plain;
  for (const [network, events] of networks.entries()) await loadOther(backend, events, `network ${network}`);
  await loadEvents(backend, plain);
  await analyse(backend);
  return plain;
}

/** Number of an event that no run has captured. */
async function firstNew({ app }: TestBackend): Promise<number> {
  const { rows } = await app.db.pool.query<{ last: string }>("SELECT coalesce(max(sequence), 0) AS last FROM statements");
  return Math.max(EVENTS, Number(rows[0]?.last ?? 0));
}
