import { Gauge } from "prom-client";
import type { App } from "../../platform/app.ts";
import { countPins } from "./pins/pins.store.ts";

/** How many copies of documents are in each state at each place; a place without any has no series. */
export const PIN_FAMILY = {
  name: "waybill_document_pins",
  help: "Copies of documents and contents manifests: kept, waiting to be made, or missing where they were.",
  labels: ["place", "state"],
} as const;

/** Read from the tables at each scrape: the same in every process. */
export function registerDocumentMetrics(app: App): void {
  new Gauge({
    name: PIN_FAMILY.name,
    help: PIN_FAMILY.help,
    labelNames: [...PIN_FAMILY.labels],
    registers: [app.metrics.registry],
    async collect() {
      this.reset();
      for (const { place, state, count } of await countPins({ tx: app.db.dataSource.manager })) this.set({ place, state }, Number(count));
    },
  });
}
