import { statSync } from "node:fs";
import { join } from "node:path";
import type { DataSource } from "typeorm";
import { WAREHOUSE_VARIABLES } from "../config/warehouse-variables.ts";
import { systemClock } from "../platform/clock.ts";
import { systemRandom } from "../platform/ids.ts";
import { openPersonalFields, type PersonalFields } from "../platform/personal/personal-fields.ts";
import { knownMark, markOf } from "../warehouse/staff/keys-mark.ts";
import type { Io } from "./token.ts";

const WHAT_TO_DO = "Start the warehouse once, and set WAYBILL_HOME (or PERSONAL_KEY_FILE and PERSONAL_DATA_KEYS) as it has them.";

/** The keys under which a warehouse seals what it knows of people, where its program has them. Makes none. @returns a sentence where they are not there */
export async function openWarehouseKeys({ env = process.env }: Pick<Io, "env">, dataSource: DataSource): Promise<PersonalFields | string> {
  const home = env["WAYBILL_HOME"] || WAREHOUSE_VARIABLES.WAYBILL_HOME.default || "";
  const keyFile = env["PERSONAL_KEY_FILE"] || join(home, "personal-key.json");
  const dataKeys = env["PERSONAL_DATA_KEYS"] || join(home, "personal-data-keys");
  if (statSync(keyFile, { throwIfNoEntry: false }) === undefined) return `There is no key of the warehouse in ${keyFile}. ${WHAT_TO_DO}`;
  const personal = openPersonalFields({ personal: { keyFile, dataKeys } }, { clock: systemClock, random: systemRandom });
  if ((await knownMark({ tx: dataSource.manager })) === markOf(personal)) return personal;
  return `${keyFile} is not the key of this warehouse. ${WHAT_TO_DO}`;
}
