import type { WarehouseView } from "@waybill/protocol/schemas/api/warehouses";
import { expect } from "chai";
import { post, type StockRequest } from "../../src/modules/stock/stock.queries.ts";
import { granted } from "../../src/modules/stock/stock.queries.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { startTestBackend, type Answer, type TestBackend } from "./backend.ts";
import { createFakeShipments, type FakeShipments } from "./fake-shipments.ts";
import { startFakeWarehouse, type FakeWarehouseServer } from "./fake-warehouse-server.ts";
import { installationToken } from "./installation.ts";
import { keysAlone } from "./sessions.ts";

export const BOOK = "09506000134352";
export const APPLE = "09506000134369";

/** So late that it does not come by itself while a test runs. */
const NEVER = { WAREHOUSE_HEALTH_SECONDS: "86400", WAREHOUSE_RECONCILE_SECONDS: "86400" };

/** A shop whose orders are a fake, and which warehouses talk to. */
export interface WarehousesShop extends TestBackend {
  shipments: FakeShipments;
  admin: string;
  /** Lets so much time pass. */
  pass(seconds: number): void;
  /** A warehouse that has registered, unless it is said that it should not. */
  warehouse(id?: string, options?: { isRegistered?: boolean }): Promise<FakeWarehouseServer>;
  view(id?: string): Promise<WarehouseView>;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  /** In the ledger of the shop; all of it is granted. */
  ledger(...requests: StockRequest[]): Promise<void>;
  /** `on hand/reserved` by lot. */
  balances(gtin: string, warehouse?: string): Promise<Record<string, string>>;
}

export async function startWarehousesShop(env: Record<string, string> = {}): Promise<WarehousesShop> {
  const shipments = createFakeShipments();
  let passed = 0;
  const clock = { now: () => new Date(Date.now() + passed * 1_000) };
  const backend = await startTestBackend({ ...NEVER, ...env }, { verifySignature: keysAlone, shipments, clock });
  const admin = await installationToken(backend, "admin");
  const started: FakeWarehouseServer[] = [];
  const get = (path: string) => backend.request("GET", path, { token: admin });
  return {
    ...backend,
    ...{ shipments, admin, get },
    pass: (seconds) => void (passed += seconds),
    post: (path, body = {}) => backend.request("POST", path, { token: admin, body }),
    async warehouse(id = "alpha", { isRegistered = true } = {}) {
      const warehouse = await startFakeWarehouse(backend.url, id);
      started.push(warehouse);
      if (isRegistered) {
        const answer = await warehouse.register();
        expect(answer.status, answer.text).to.be.oneOf([200, 201]);
      }
      return warehouse;
    },
    view: async (id = "alpha") => (await get(`/api/warehouses/${id}`)).json<WarehouseView>(),
    ledger: (...requests) =>
      inTransaction(backend.app, async (ctx) => {
        for (const answer of await post(ctx, requests)) granted(answer);
      }),
    async balances(gtin, warehouse = "alpha") {
      const { rows } = await backend.app.db.pool.query<{ lot: string; sums: string }>(
        "SELECT lot, on_hand || '/' || reserved AS sums FROM stock_balances WHERE gtin = $1 AND warehouse = $2 ORDER BY lot",
        [gtin, warehouse],
      );
      return Object.fromEntries(rows.map(({ lot, sums }) => [lot, sums]));
    },
    async stop() {
      for (const warehouse of started) await warehouse.stop();
      await backend.stop();
    },
  };
}
