import type { Config } from "../config/config.ts";
import type { Clock } from "./clock.ts";
import type { Database } from "./database.ts";
import type { Random } from "./ids.ts";
import type { Logger } from "./logging.ts";
import type { Metrics } from "./metrics.ts";
import type { PersonalFields } from "./personal/personal-fields.ts";

/** What one process shares between its modules. */
export interface App {
  config: Config;
  db: Database;
  clock: Clock;
  random: Random;
  log: Logger;
  metrics: Metrics;
  personal: PersonalFields;
}
