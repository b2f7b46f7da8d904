import { record } from "../../platform/audit.ts";
import { selectRows, type Ctx } from "../../platform/context.ts";
import type { Principal } from "../../platform/http/principal.ts";
import { getPresent, noteChange } from "./warehouses.store.ts";

/** Sends nothing new to a warehouse, or orders again. Once more changes nothing. @throws {ProblemError} `warehouses.not-found`, `warehouses.is-removed` */
export async function setPaused(ctx: Ctx, id: string, isPaused: boolean, by: Principal): Promise<void> {
  await getPresent(ctx, id);
  // What is not sold for so long is compared first, at once.
  const rows = await selectRows(
    ctx,
    `UPDATE warehouses SET is_paused = $2, comparing_at = CASE WHEN unsold_since IS NULL THEN comparing_at ELSE '-infinity' END
     WHERE id = $1 AND is_paused <> $2 RETURNING id`,
    [id, isPaused],
  );
  if (rows.length === 0) return;
  const became = isPaused ? "paused" : "resumed";
  await noteChange(ctx, id, became, "By an admin of the shop.");
  record(ctx, { action: `warehouse.${became}`, by, subject: id });
}
