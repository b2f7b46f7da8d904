import { hashPassword } from "../../modules/identity/passwords/hash-password.ts";
import { objectionToPassword } from "../../modules/identity/passwords/password-rules.ts";
import type { Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { newUuid } from "../../platform/ids.ts";
import type { PersonalFields } from "../../platform/personal/personal-fields.ts";
import { note } from "../log.ts";
import { WAREHOUSE_PROBLEMS } from "../warehouse.problems.ts";
import { sealName } from "./names.ts";
import { insertStaff } from "./staff.store.ts";

/** Names are shown on the floor; a colon would end them in HTTP Basic. */
export const STAFF_NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._@-]{0,59}$/u;

/**
 * Somebody who works in the warehouse from now on.
 *
 * @param by id of who decided it, or the word for a program
 * @returns the id
 * @throws {ProblemError} `warehouse.name-taken`, `warehouse.weak-password`
 */
export async function addStaff(
  ctx: Pick<Ctx, "tx" | "clock" | "random">,
  personal: PersonalFields,
  { name, password, isLead, by }: { name: string; password: string; isLead: boolean; by: string },
): Promise<string> {
  const objection = objectionToPassword(password, name.toLowerCase());
  if (objection !== undefined) throw new ProblemError(WAREHOUSE_PROBLEMS.weakPassword, { detail: `The password ${objection}.` });
  const id = newUuid(ctx.random);
  const isNew = await insertStaff(ctx, { id, ...sealName(personal, id, name), hash: await hashPassword(password), isLead });
  if (!isNew) throw new ProblemError(WAREHOUSE_PROBLEMS.nameTaken);
  await note(ctx, { by, what: "staff-added", details: { staff: id, isLead } });
  return id;
}
