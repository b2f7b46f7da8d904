import type { Config } from "../config/config.ts";
import type { Clock } from "./clock.ts";
import type { Database } from "./database.ts";
import type { Random } from "./ids.ts";
import type { Logger } from "./logging.ts";
import type { Metrics } from "./metrics.ts";
import type { PersonalFields } from "./personal/personal-fields.ts";

/** What the platform asks of the configuration of any program of ours. */
export type PlatformConfig = Pick<
  Config,
  | "mode"
  | "port"
  | "host"
  | "home"
  | "databaseUrl"
  | "frontendDir"
  | "publicUrl"
  | "signInOrigins"
  | "corsOrigins"
  | "rateLimitPerMinute"
  | "trustProxy"
> & { documents: Pick<Config["documents"], "key"> };

/** What every program of ours shares between its parts: server, jobs, database. */
export interface PlatformApp<Configuration extends PlatformConfig = PlatformConfig> {
  config: Configuration;
  db: Database;
  clock: Clock;
  random: Random;
  log: Logger;
  metrics: Metrics;
}

/** What one process of the installation shares between its modules. */
export interface App<Configuration extends PlatformConfig = Config> extends PlatformApp<Configuration> {
  personal: PersonalFields;
}
