import { enableCompileCache } from "node:module";
import { ConfigError, readConfig, type Config } from "./config/config.ts";
import { readWarehouseConfig, type WarehouseConfig } from "./config/warehouse-config.ts";
import type { Service } from "./platform/module.ts";
import type { Logger } from "./platform/logging.ts";

/** Parts that hang at shutdown are left behind after this long. */
const SHUTDOWN_MILLISECONDS = 8_000;

/** Of a role that is a program of its own. */
const WAREHOUSE = "warehouse";

const start = readOrExit();
// What was compiled for the last start is used again: a restart takes a third of the time.
enableCompileCache();
const backend = await start().catch((error: unknown) => {
  console.error(`The backend cannot start: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
backend.log.info({ url: backend.url, roles: backend.roles }, "backend started");

let isStopping = false;
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.on(signal, () => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), SHUTDOWN_MILLISECONDS).unref();
    void backend.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}

// A defect outside any request: the state of the process is in doubt, so it ends; whoever supervises it starts it again.
process.on("uncaughtException", (error) => {
  backend.log.fatal({ err: error }, "uncaught defect");
  process.exit(1);
});

type Started = Service & { log: Logger; url: string | null; roles: readonly string[] };

/** Modules are loaded only now: a bad environment is answered at once, and a process that only indexes loads little. */
async function startRoles(from: Config): Promise<Started> {
  const { roles } = from;
  if (roles.length === 1 && roles[0] === "indexer") {
    const { startIndexerProcess } = await import("./compose-indexer.ts");
    return { ...(await startIndexerProcess(from)), url: null, roles };
  }
  const { startBackend } = await import("./composition.ts");
  const { app, url, stop } = await startBackend(from, { tell });
  return { log: app.log, url, stop, roles };
}

async function startWarehouseProgram(from: WarehouseConfig): Promise<Started> {
  const { startWarehouse } = await import("./compose-warehouse.ts");
  const { app, url, stop } = await startWarehouse(from, { tell });
  return { log: app.log, url, stop, roles: [WAREHOUSE] };
}

function tell(line: string): void {
  console.log(line);
}

function readOrExit(): () => Promise<Started> {
  try {
    if (process.env["WAYBILL_ROLES"]?.trim() === WAREHOUSE) {
      const config = readWarehouseConfig(process.env);
      return () => startWarehouseProgram(config);
    }
    const config = readConfig(process.env);
    return () => startRoles(config);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const problem of error.problems) console.error(problem);
    process.exit(1);
  }
}
