import { ConfigError, readConfig, type Config } from "./config/config.ts";

/** Parts that hang at shutdown are left behind after this long. */
const SHUTDOWN_MILLISECONDS = 8_000;

const config = configOrExit();
// Loaded only now: a bad environment is answered at once, before a second of modules.
const { startBackend } = await import("./composition.ts");
const backend = await startBackend(config).catch((error: unknown) => {
  console.error(`The backend cannot start: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
backend.app.log.info({ url: backend.url, roles: backend.app.config.roles }, "backend started");

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

// A defect outside any request: the state of the process is in doubt, so it ends and is started again.
process.on("uncaughtException", (error) => {
  backend.app.log.fatal({ err: error }, "uncaught defect");
  process.exit(1);
});

function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const problem of error.problems) console.error(problem);
    process.exit(1);
  }
}
