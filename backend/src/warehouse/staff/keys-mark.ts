import { selectRows, type Ctx } from "../../platform/context.ts";
import type { PersonalFields } from "../../platform/personal/personal-fields.ts";
import type { Warehouse } from "../warehouse.ts";

/** The same for the same keys, whatever wraps them; says nothing of them. */
export function markOf(personal: PersonalFields): string {
  return personal.index("mark", "keys of a warehouse");
}

/** The mark of the keys that belong to this database; null before its program has started once. */
export async function knownMark(ctx: Pick<Ctx, "tx">): Promise<string | null> {
  const [row] = await selectRows<{ mark: string | null }>(ctx, "SELECT keys_mark AS mark FROM warehouse_state");
  return row?.mark ?? null;
}

/** With other keys nobody of the staff would be found. @throws Error that says what to do */
export async function checkKeysMark({ db, personal, config }: Warehouse): Promise<void> {
  const mark = markOf(personal);
  await db.pool.query("UPDATE warehouse_state SET keys_mark = $1 WHERE keys_mark IS NULL", [mark]);
  if ((await knownMark({ tx: db.dataSource.manager })) === mark) return;
  const { keyFile } = config.personal;
  throw new Error(`${keyFile} does not hold the keys of this database: bring it from where it came, or see docs/guides/warehouse.md.`);
}
