import { startTestBackend } from "../../backend/test/support/backend.ts";
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

/** What captures, questions and walks cost when there are many events. */
export async function measure(seed: number): Promise<Figure[]> {
  await prepare();
  const backend = await startTestBackend();
  try {
    let joined = 0;
    for (let network = 0; network < NETWORKS; network++) {
      const events = networkEvents(network);
      joined += events.length;
      await loadOther(backend, events, `network ${network}`);
    }
    const plain = EVENTS - joined;
    await loadEvents(backend, plain);
    await analyse(backend);
    const random = seeded(seed);
    return [
      figure({ figure: "events that questions are asked of", value: EVENTS, unit: "events" }),
      ...(await measureTraces(backend, random, NETWORKS)),
      ...(await measureQueries(backend, random, plain)),
      ...(await measureCapture(backend, plain)),
    ];
  } finally {
    await backend.stop();
    await releaseResources();
  }
}
