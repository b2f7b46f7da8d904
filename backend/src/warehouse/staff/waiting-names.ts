import { inTransaction, selectRows } from "../../platform/context.ts";
import type { Warehouse } from "../warehouse.ts";
import { sealName } from "./names.ts";

/** Seals names that an older version wrote down as they are, and a migration put aside. */
export async function sealWaitingNames(app: Warehouse): Promise<void> {
  await inTransaction(app, async (ctx) => {
    const rows = await selectRows<{ staff: string; name: string }>(ctx, "DELETE FROM staff_to_seal RETURNING staff, name");
    for (const { staff, name } of rows) {
      const { sealed, index } = sealName(app.personal, staff, name);
      await ctx.tx.query("UPDATE staff SET name_sealed = $2, name_index = $3 WHERE id = $1", [staff, sealed, index]);
    }
  });
}
