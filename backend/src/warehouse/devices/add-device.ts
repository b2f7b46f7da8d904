import type { Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { newUuid } from "../../platform/ids.ts";
import { note } from "../log.ts";
import { WAREHOUSE_PROBLEMS } from "../warehouse.problems.ts";
import { inviteDevice, type Device } from "./devices.store.ts";
import { hashOfCode, newCode } from "./secrets.ts";

/** Long enough to walk over to the device with it. */
const CODE_SECONDS = 15 * 60;

/**
 * A code that makes a device known, once. For one that waits for its code already it takes the place of the one before.
 *
 * @throws {ProblemError} `warehouse.device-name-taken`
 */
export async function addDevice(
  ctx: Pick<Ctx, "tx" | "clock" | "random">,
  { name, by }: { name: string; by: string },
): Promise<Device & { code: string }> {
  const code = newCode(ctx.random);
  const at = ctx.clock.now();
  const expiresAt = new Date(at.getTime() + CODE_SECONDS * 1_000);
  const added = await inviteDevice(ctx, { id: newUuid(ctx.random), name, by, at, codeHash: hashOfCode(code), expiresAt });
  if (added === undefined) throw new ProblemError(WAREHOUSE_PROBLEMS.deviceNameTaken);
  await note(ctx, { by, what: "device-added", details: { device: added.id, name } });
  return { ...added, code };
}
