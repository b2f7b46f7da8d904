import { VERSION } from "./config/version.ts";
import type { WarehouseConfig } from "./config/warehouse-config.ts";
import { recomputeStock } from "./modules/stock/recompute.ts";
import { STOCK_PROBLEMS } from "./modules/stock/stock.errors.ts";
import { registerStockMetrics, stockReadiness } from "./modules/stock/stock.metrics.ts";
import { systemClock } from "./platform/clock.ts";
import { openDatabase } from "./platform/database.ts";
import { armFaults } from "./platform/faults.ts";
import { openApiRoute, problemRoute } from "./platform/http/docs.routes.ts";
import { openApiDocument } from "./platform/http/openapi.ts";
import { startServer } from "./platform/http/server.ts";
import { systemRandom } from "./platform/ids.ts";
import { startWorker } from "./platform/jobs.ts";
import { createLogger } from "./platform/logging.ts";
import { createMetrics } from "./platform/metrics.ts";
import type { Readiness, Service } from "./platform/module.ts";
import { openPersonalFields } from "./platform/personal/personal-fields.ts";
import { PLATFORM_PROBLEMS } from "./platform/problems.ts";
import { databaseReadiness, secretsReadiness } from "./platform/readiness.ts";
import { prepareSchema } from "./platform/schema/prepare-schema.ts";
import { tellExcess } from "./platform/schema/excess-rights.ts";
import { registerExcess } from "./platform/schema/excess.metrics.ts";
import { probeRoutes } from "./platform/system.routes.ts";
import { createAuthorise } from "./warehouse/authorise.ts";
import { isKnown, listDevices } from "./warehouse/devices/devices.store.ts";
import { deviceRoutes } from "./warehouse/devices/devices.routes.ts";
import { createFloorTail, floorEventsRoutes } from "./warehouse/floor/floor-events.routes.ts";
import { floorRoutes } from "./warehouse/floor/floor.routes.ts";
import { workRoutes } from "./warehouse/floor/work.routes.ts";
import { WAREHOUSE_CRONTAB, WAREHOUSE_JOBS } from "./warehouse/housekeeping.ts";
import { WAREHOUSE_MIGRATIONS } from "./warehouse/migrations/index.ts";
import { proofReadiness, startProver } from "./warehouse/proofs/prover.ts";
import { startRegistration } from "./warehouse/shop/registration.ts";
import { senderReadiness, startSender } from "./warehouse/shop/sender.ts";
import { createShopClient } from "./warehouse/shop/shop-client.ts";
import { checkDeliveryKeys, sealWaitingDeliveries } from "./warehouse/shipments/waiting-deliveries.ts";
import { shopRoutes } from "./warehouse/shipments/shop.routes.ts";
import { startKeyEnder } from "./warehouse/shipments/spent-keys.ts";
import { staffRoutes } from "./warehouse/staff/staff.routes.ts";
import { checkKeysMark } from "./warehouse/staff/keys-mark.ts";
import { hasStaff } from "./warehouse/staff/staff.store.ts";
import { sealWaitingNames } from "./warehouse/staff/waiting-names.ts";
import { warehouseApi } from "./warehouse/warehouse-api.ts";
import { registerFloorMetrics } from "./warehouse/warehouse.metrics.ts";
import { WAREHOUSE_PROBLEMS } from "./warehouse/warehouse.problems.ts";
import type { Warehouse } from "./warehouse/warehouse.ts";
import type { WarehouseRoute } from "./warehouse/warehouse-route.ts";

export interface RunningWarehouse extends Service {
  app: Warehouse;
  url: string;
}

const PROBLEMS = [PLATFORM_PROBLEMS, STOCK_PROBLEMS, WAREHOUSE_PROBLEMS];

/** All routes of a warehouse; a test walks them beside the table of permissions. */
export function warehouseRoutes(
  app: Warehouse,
  readiness: () => Readonly<Record<string, () => Promise<Readiness>>>,
  floor = createFloorTail(app),
): WarehouseRoute[] {
  const routes: WarehouseRoute[] = [
    ...probeRoutes(app, readiness),
    openApiRoute(() => openApiDocument(routes, warehouseApi(app.config), { version: VERSION })),
    problemRoute(() => PROBLEMS),
    ...shopRoutes(app),
    ...floorRoutes(app),
    ...floorEventsRoutes(app, floor),
    ...workRoutes(app),
    ...staffRoutes(app),
    ...deviceRoutes(app),
  ];
  return routes;
}

/** Opens the database of a warehouse, brings it up to date, serves shop and floor, and talks to the shop for as long as it runs. */
export async function startWarehouse(config: WarehouseConfig, { tell }: { tell?: (line: string) => void } = {}): Promise<RunningWarehouse> {
  armFaults(config.faultAt);
  const log = createLogger(config.logLevel, config.mode === "production" ? [config.databaseUrl.reveal()] : []);
  const db = await openDatabase({ url: config.databaseUrl.reveal(), entities: [], migrations: WAREHOUSE_MIGRATIONS, log });
  const loops: { wake(): void }[] = [];
  const wake = (): void => loops.forEach((loop) => loop.wake());
  const started: Service[] = [{ stop: () => db.close() }];
  const stop = async (): Promise<void> => {
    for (const service of started.splice(0).reverse()) await service.stop();
  };
  try {
    const [clock, random] = [systemClock, systemRandom];
    const personal = openPersonalFields(config, { clock, random });
    const app: Warehouse = { config, db, log, clock, random, metrics: createMetrics(), personal, wake };
    await prepareSchema(app);
    await tellExcess(db.pool, app);
    registerExcess(app);
    await checkDeliveryKeys(app);
    await sealWaitingDeliveries(app);
    await checkKeysMark(app);
    await sealWaitingNames(app);
    registerStockMetrics(app);
    if (config.mode === "production" && config.staffDevices === "off")
      log.warn(
        "STAFF_DEVICES is off: a password is all that staff signs in with, wherever it is, unless a proxy in front lets in the devices of the floor alone",
      );
    if (tell) await tellFirstSteps(app, tell);
    const shop = createShopClient(config);
    started.push(await startWorker(app, { ...WAREHOUSE_JOBS, "stock:recompute": recomputeStock }, WAREHOUSE_CRONTAB));
    const readiness: Record<string, () => Promise<Readiness>> = {
      ...databaseReadiness(app),
      ...secretsReadiness(app),
      ...stockReadiness(app),
      outbox: () => senderReadiness(app),
      proofs: () => proofReadiness(app),
    };
    const floor = createFloorTail(app);
    started.push(await floor.start());
    const routes = warehouseRoutes(app, () => readiness, floor);
    // Before it is registered: the shop may ask as soon as it knows where.
    const ownPages = { shell: "warehouse.html", paths: ["/"] };
    const server = await startServer({ app, routes, authorise: createAuthorise(app), ownPages });
    started.push(server);
    const registration = startRegistration(app, shop);
    readiness["shop"] = registration.readiness;
    registerFloorMetrics(app, registration.isRegistered);
    const sender = startSender(app, shop, registration);
    const prover = startProver(app, shop);
    const keyEnder = startKeyEnder(app);
    loops.push(sender, keyEnder, ...(prover ? [prover] : []));
    started.push(registration, sender, keyEnder, ...(prover ? [prover] : []));
    return { app, url: server.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What has to be done at a terminal before anybody can sign in. */
async function tellFirstSteps({ db, config }: Warehouse, tell: (line: string) => void): Promise<void> {
  const ctx = { tx: db.dataSource.manager };
  if (!(await hasStaff(ctx)))
    tell("This warehouse has no staff yet: make the first account with `npm run waybill -- warehouse staff add <name> --lead`.");
  if (config.staffDevices === "required" && !(await listDevices(ctx)).some(isKnown))
    tell("This warehouse knows no device yet: make a code for the first one with `npm run waybill -- warehouse device add <name>`.");
}
