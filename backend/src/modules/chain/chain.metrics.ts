import { Gauge } from "prom-client";
import { FAMILIES } from "./metrics/families.ts";
import { readSnapshot, type MetricsParts, type Snapshot } from "./metrics/snapshot.ts";

/** Gauges of the chain engine, read from the tables when they are scraped: the same in every process, whatever its role. */
export function registerChainMetrics(parts: MetricsParts): void {
  const snapshot = createSharedReading(() => readSnapshot(parts));
  for (const { name, help, labels, series } of FAMILIES) {
    new Gauge({
      name,
      help,
      labelNames: [...labels],
      registers: [parts.app.metrics.registry],
      async collect() {
        this.reset();
        for (const [values, number] of series(await snapshot())) this.set({ ...values }, number);
      },
    });
  }
}

/** All gauges of one scrape ask at the same time: they share one reading, so that they agree. */
function createSharedReading(read: () => Promise<Snapshot>): () => Promise<Snapshot> {
  let reading: Promise<Snapshot> | undefined;
  return () => (reading ??= read().finally(() => (reading = undefined)));
}
