import { Gauge } from "prom-client";
import type { PlatformApp } from "./app.ts";

export type Labels = Readonly<Record<string, string>>;

/** One gauge: what it is called, what it means, and its series in a snapshot. What is not known has no series. */
export interface Family<Snapshot> {
  name: string;
  help: string;
  labels: readonly string[];
  series(snapshot: Snapshot): readonly (readonly [Labels, number])[];
}

/** Gauges that are read from the tables when they are scraped: the same in every process, whatever its role. */
export function registerGauges<Snapshot>(
  { metrics }: Pick<PlatformApp, "metrics">,
  families: readonly Family<Snapshot>[],
  read: () => Promise<Snapshot>,
): void {
  const snapshot = createSharedReading(read);
  for (const { name, help, labels, series } of families) {
    new Gauge({
      name,
      help,
      labelNames: [...labels],
      registers: [metrics.registry],
      async collect() {
        this.reset();
        for (const [values, number] of series(await snapshot())) this.set({ ...values }, number);
      },
    });
  }
}

/** All gauges of one scrape ask at the same time: they share one reading, so that they agree. */
function createSharedReading<Snapshot>(read: () => Promise<Snapshot>): () => Promise<Snapshot> {
  let reading: Promise<Snapshot> | undefined;
  return () => (reading ??= read().finally(() => (reading = undefined)));
}
