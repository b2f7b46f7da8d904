import { selectRows, type Ctx } from "../../platform/context.ts";
import type { PersonalFields } from "../../platform/personal/personal-fields.ts";

/** Owner of the key under which the name of somebody lies. */
const ownerOf = (id: string): string => `staff:${id}`;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The name of somebody as it is written down, and under what it is found when somebody signs in. */
export function sealName(personal: PersonalFields, id: string, name: string): { sealed: Buffer; index: string } {
  return { sealed: personal.seal("staff.name", ownerOf(id), name), index: indexOfName(personal, name) };
}

export function indexOfName(personal: PersonalFields, name: string): string {
  return personal.index("staff", name);
}

/** Null once it is erased, also in a restored database. */
export function openName(personal: PersonalFields, id: string, sealed: Buffer | null): string | null {
  return sealed === null ? null : personal.open("staff.name", ownerOf(id), sealed);
}

/**
 * How to call those who did something, which log and devices hold as an id, or as the word for a program of ours: `shop`.
 *
 * @returns null for somebody whose name is erased
 */
export async function namesOf(
  ctx: Pick<Ctx, "tx">,
  personal: PersonalFields,
  doers: readonly string[],
): Promise<(doer: string) => string | null> {
  const ids = [...new Set(doers.filter((doer) => UUID.test(doer)))];
  if (ids.length === 0) return (doer) => doer;
  const rows = await selectRows<{ id: string; sealed: Buffer | null }>(
    ctx,
    "SELECT id, name_sealed AS sealed FROM staff WHERE id = ANY($1)",
    [ids],
  );
  const names = new Map(rows.map(({ id, sealed }) => [id, openName(personal, id, sealed)]));
  return (doer) => names.get(doer) ?? (names.has(doer) ? null : doer);
}
