import type { WarehouseChange, WarehouseStatus } from "@waybill/protocol/schemas/api/warehouses";
import type { WarehouseRegistration, WarehouseTerms } from "@waybill/protocol/schemas/warehouse/registration";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { WAREHOUSES_PROBLEMS } from "./warehouses.errors.ts";

export type Breaker = "closed" | "open" | "half-open";

export interface WarehouseRow {
  id: string;
  name: string;
  url: string;
  country: string;
  latitude: number;
  longitude: number;
  terms: WarehouseTerms;
  actor: string | null;
  registeredAt: Date;
  instance: string;
  otherInstance: string | null;
  taken: number;
  told: number;
  isPaused: boolean;
  removedAt: Date | null;
  unsoldSince: Date | null;
  closedSince: Date | null;
  status: WarehouseStatus;
  statusSince: Date;
  misses: number;
  heardAt: Date;
  comparedAt: Date | null;
  differences: number;
  breaker: Breaker;
}

const COLUMNS = `id, name, url, country, latitude, longitude, terms, actor, registered_at AS "registeredAt", instance,
  other_instance AS "otherInstance", taken, told, is_paused AS "isPaused", removed_at AS "removedAt", unsold_since AS "unsoldSince", closed_since AS "closedSince", status, status_since AS "statusSince", misses, heard_at AS "heardAt",
  compared_at AS "comparedAt", differences, breaker`;

type Stored = Omit<WarehouseRow, "taken" | "told"> & Record<"taken" | "told", string>;

const rowOf = (row: Stored): WarehouseRow => ({ ...row, taken: Number(row.taken), told: Number(row.told) });

export async function listWarehouses(ctx: Pick<Ctx, "tx">): Promise<WarehouseRow[]> {
  return (await selectRows<Stored>(ctx, `SELECT ${COLUMNS} FROM warehouses ORDER BY id`)).map(rowOf);
}

/** @param options.isLocked whoever else changes it, or takes its messages, waits until the transaction ends */
export async function findWarehouse(ctx: Pick<Ctx, "tx">, id: string, { isLocked = false } = {}): Promise<WarehouseRow | undefined> {
  const [row] = await selectRows<Stored>(ctx, `SELECT ${COLUMNS} FROM warehouses WHERE id = $1 ${isLocked ? "FOR UPDATE" : ""}`, [id]);
  return row && rowOf(row);
}

/** @throws {ProblemError} `warehouses.not-found` */
export async function getWarehouse(ctx: Pick<Ctx, "tx">, id: string, options: { isLocked?: boolean } = {}): Promise<WarehouseRow> {
  const row = await findWarehouse(ctx, id, options);
  if (row === undefined) throw new ProblemError(WAREHOUSES_PROBLEMS.notFound, { detail: `There is no warehouse "${id}".` });
  return row;
}

/** The same of one that was not removed. @throws {ProblemError} `warehouses.not-found`, `warehouses.is-removed` */
export async function getPresent(ctx: Pick<Ctx, "tx">, id: string, options: { isLocked?: boolean } = {}): Promise<WarehouseRow> {
  const row = await getWarehouse(ctx, id, options);
  if (row.removedAt !== null) throw new ProblemError(WAREHOUSES_PROBLEMS.isRemoved);
  return row;
}

/** The same for its own program. @throws {ProblemError} `warehouses.not-found`, `warehouses.removed` */
export async function getForProgram(ctx: Pick<Ctx, "tx">, id: string, options: { isLocked?: boolean } = {}): Promise<WarehouseRow> {
  const row = await getWarehouse(ctx, id, options);
  if (row.removedAt !== null) throw new ProblemError(WAREHOUSES_PROBLEMS.removed);
  return row;
}

/** @returns false when it is there */
export async function insertWarehouse(ctx: Pick<Ctx, "tx" | "clock">, registration: WarehouseRegistration): Promise<boolean> {
  const { id, name, url, country, latitude, longitude, terms, actor, instance } = registration;
  const rows = await selectRows(
    ctx,
    `INSERT INTO warehouses (id, name, url, country, latitude, longitude, terms, actor, instance, status, registered_at, status_since, heard_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'HEALTHY', $10, $10, $10) ON CONFLICT DO NOTHING RETURNING id`,
    [id, name, url, country, latitude, longitude, JSON.stringify(terms), actor, instance, ctx.clock.now()],
  );
  return rows.length === 1;
}

/** What it says of itself now; it is asked for its health, and compared, as soon as possible. */
export async function updateWarehouse(ctx: Pick<Ctx, "tx" | "clock">, registration: WarehouseRegistration): Promise<void> {
  const { id, name, url, country, latitude, longitude, terms, actor } = registration;
  await ctx.tx.query(
    `UPDATE warehouses SET name = $2, url = $3, country = $4, latitude = $5, longitude = $6, terms = $7, actor = $8, heard_at = $9,
       asked_at = '-infinity', comparing_at = '-infinity' WHERE id = $1`,
    [id, name, url, country, latitude, longitude, JSON.stringify(terms), actor, ctx.clock.now()],
  );
}

/** Appends to what became of a warehouse. */
export async function noteChange(
  ctx: Pick<Ctx, "tx" | "clock">,
  id: string,
  became: WarehouseChange["became"],
  cause: string,
): Promise<void> {
  await ctx.tx.query("INSERT INTO warehouse_statuses (warehouse, became, cause, at) VALUES ($1, $2, $3, $4)", [
    id,
    became,
    // What another program says may be long.
    cause.slice(0, 500),
    ctx.clock.now(),
  ]);
}
