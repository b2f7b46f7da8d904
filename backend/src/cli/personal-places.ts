import { join } from "node:path";
import type { Config } from "../config/config.ts";
import type { Io } from "./token.ts";

/** Where a command finds the keys of people: as the configuration says, without the rest of it. */
export function personalPlaces({ env = process.env }: Pick<Io, "env">): Config["personal"] {
  const home = env["WAYBILL_HOME"] || ".waybill";
  return {
    keyFile: env["PERSONAL_KEY_FILE"] || join(home, "personal-key.json"),
    dataKeys: env["PERSONAL_DATA_KEYS"] || join(home, "personal-data-keys"),
  };
}
