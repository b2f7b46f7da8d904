import { hashPassword } from "../../modules/identity/passwords/hash-password.ts";
import { objectionToPassword } from "../../modules/identity/passwords/password-rules.ts";
import type { Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { newUuid } from "../../platform/ids.ts";
import { note } from "../log.ts";
import { WAREHOUSE_PROBLEMS } from "../warehouse.problems.ts";
import { insertStaff, type StaffMember } from "./staff.store.ts";

/** Names are shown on the floor and stand in the log; a colon would end them in HTTP Basic. */
export const STAFF_NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._@-]{0,59}$/u;

/**
 * Somebody who works in the warehouse from now on.
 *
 * @throws {ProblemError} `warehouse.name-taken`, `warehouse.weak-password`
 */
export async function addStaff(
  ctx: Pick<Ctx, "tx" | "clock" | "random">,
  { name, password, isLead, by }: { name: string; password: string; isLead: boolean; by: string },
): Promise<StaffMember> {
  const objection = objectionToPassword(password, name.toLowerCase());
  if (objection !== undefined) throw new ProblemError(WAREHOUSE_PROBLEMS.weakPassword, { detail: `The password ${objection}.` });
  const added = await insertStaff(ctx, { id: newUuid(ctx.random), name, hash: await hashPassword(password), isLead });
  if (added === undefined) throw new ProblemError(WAREHOUSE_PROBLEMS.nameTaken);
  await note(ctx, { by, what: "staff-added", details: { staff: added.id, name, isLead } });
  return added;
}
