import { Gauge } from "prom-client";
import type { App } from "../../platform/app.ts";
import { selectRows } from "../../platform/context.ts";
import { findCursor } from "./indexer/cursor.store.ts";

interface Counts {
  state: string;
  count: string;
  oldest: Date;
}

/** Gauges of the chain engine, read from the tables when they are scraped: the same in every process, whatever its role. */
export function registerChainMetrics(app: App): void {
  const registers = [app.metrics.registry];
  const tx = { tx: app.db.dataSource.manager };
  new Gauge({
    name: "waybill_chain_block",
    help: "Block numbers by kind: head as last seen, indexed, safe, final.",
    labelNames: ["kind"],
    registers,
    async collect() {
      const cursor = await findCursor(tx);
      if (!cursor) return;
      for (const kind of ["head", "indexed", "safe", "final"] as const) {
        const number = cursor[kind]?.number;
        if (number !== undefined) this.set({ kind }, number);
      }
    },
  });
  new Gauge({
    name: "waybill_chain_halted",
    help: "1 while indexing waits for an operator.",
    registers,
    async collect() {
      const cursor = await findCursor(tx);
      this.set(cursor?.state === "halted" ? 1 : 0);
    },
  });
  new Gauge({
    name: "waybill_chain_reorgs",
    help: "Reorganisations that were undone, and among them those below a final block.",
    labelNames: ["below_final"],
    registers,
    async collect() {
      const rows = await selectRows<{ below_final: boolean; count: string }>(
        tx,
        "SELECT below_final, count(*) AS count FROM chain_reorgs GROUP BY below_final",
      );
      for (const row of rows) this.set({ below_final: String(row.below_final) }, Number(row.count));
    },
  });
  const oldest = new Gauge({
    name: "waybill_relayer_oldest_seconds",
    help: "Age of the oldest transaction in each unfinished state.",
    labelNames: ["state"],
    registers,
  });
  new Gauge({
    name: "waybill_relayer_transactions",
    help: "Transactions in each state that is not final.",
    labelNames: ["state"],
    registers,
    async collect() {
      this.reset();
      oldest.reset();
      const rows = await selectRows<Counts>(
        tx,
        "SELECT state, count(*) AS count, min(created_at) AS oldest FROM transactions WHERE state <> 'final' GROUP BY state",
      );
      for (const { state, count, oldest: createdAt } of rows) {
        this.set({ state }, Number(count));
        oldest.set({ state }, (app.clock.now().getTime() - createdAt.getTime()) / 1_000);
      }
    },
  });
}
