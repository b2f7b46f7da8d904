import { join } from "node:path";
import type { VARIABLES } from "../../backend/src/config/variables.ts";
import { ROOT } from "./root.ts";
import type { Settings } from "./settings.ts";

export interface Running {
  databaseUrl: string;
  rpcUrl: string;
  deploymentFile: string;
}

/** Every variable that `npm start` decides for the backend. The others pass through as they are. */
export function backendEnvironment(settings: Settings, { databaseUrl, rpcUrl, deploymentFile }: Running): NodeJS.ProcessEnv {
  const decided = {
    PORT: String(settings.port),
    HOST: settings.host,
    WAYBILL_HOME: settings.home,
    WAYBILL_MODE: settings.mode,
    WAYBILL_DEMO: settings.isDemo ? "on" : "off",
    DATABASE_URL: databaseUrl,
    RPC_URL: rpcUrl,
    CHAIN_ID: String(settings.chainId),
    DEPLOYMENT_FILE: deploymentFile,
    ...(bringsKeys(settings) ? {} : { RELAYER_KEY: settings.keys.relayer, REGISTRAR_KEY: settings.keys.registrar }),
    ...(settings.servesPages ? { FRONTEND_DIR: settings.environment.FRONTEND_DIR || join(ROOT, "frontend", "dist") } : {}),
  } satisfies { [Name in keyof typeof VARIABLES]?: string };
  // No process that runs has the rights of the owner.
  const { DATABASE_OWNER_URL: _url, DATABASE_OWNER_URL_FILE: _file, ...environment } = settings.environment;
  return { ...environment, ...decided };
}

/** Keys in files stay there: the backend takes over what they hold later. */
function bringsKeys({ mode, environment }: Settings): boolean {
  return mode === "production" || Boolean(environment.RELAYER_KEY_FILE || environment.RELAYER_KEYSTORE_FILE);
}
