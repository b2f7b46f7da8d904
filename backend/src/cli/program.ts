import { Client } from "pg";
import type { MigrationInterface } from "typeorm";
import { MIGRATIONS } from "../migrations/index.ts";
import { WAREHOUSE_MIGRATIONS } from "../warehouse/migrations/index.ts";

/** What commands about a database have to know of the program that it belongs to. */
export interface Program {
  name: "shop" | "warehouse";
  migrations: (new () => MigrationInterface)[];
  /** Whether it reads further contracts, each into a schema of its own. */
  hasFeeds: boolean;
  worksForCallers: boolean;
}

const SHOP: Program = { name: "shop", migrations: MIGRATIONS, hasFeeds: true, worksForCallers: true };
const WAREHOUSE: Program = { name: "warehouse", migrations: WAREHOUSE_MIGRATIONS, hasFeeds: false, worksForCallers: false };

/** As the process itself knows it: by WAYBILL_ROLES. */
export function programOf(env: Readonly<Record<string, string | undefined>>): Program {
  return env["WAYBILL_ROLES"]?.trim() === "warehouse" ? WAREHOUSE : SHOP;
}

/** Tables of one program in the database of the other would be in its way for good. @throws {Error} with a sentence */
export async function refuseOtherProgram(url: string, { name }: Program): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ isShops: boolean; isWarehouses: boolean }>(
      `SELECT to_regclass('public.statements') IS NOT NULL AS "isShops", to_regclass('public.warehouse_state') IS NOT NULL AS "isWarehouses"`,
    );
    const [found] = rows;
    if (name === "shop" && found?.isWarehouses) throw new Error("It is the database of a warehouse: set WAYBILL_ROLES=warehouse.");
    if (name === "warehouse" && found?.isShops) throw new Error("It is the database of a shop: leave WAYBILL_ROLES=warehouse out.");
  } finally {
    await client.end();
  }
}
