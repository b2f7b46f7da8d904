import { decoyHash, isPasswordOf } from "../../modules/identity/passwords/hash-password.ts";
import { inTransaction } from "../../platform/context.ts";
import { networkOf } from "../../platform/rate-limits/network-of.ts";
import type { WarehouseCaller } from "../warehouse-route.ts";
import type { Warehouse } from "../warehouse.ts";
import { checkAttempts, countFailure } from "./attempts.store.ts";
import { createTurns } from "./turns.ts";
import { indexOfName } from "./names.ts";
import { findSignIn } from "./staff.store.ts";

/**
 * Finds who has this name and password; null for anybody else. Whether there is such a name shows in no answer and in no time. Guesses of one
 * name from one network take turns, so that many at once are counted as well.
 *
 * @throws {ProblemError} `warehouse.too-many-attempts`
 */
export function createProveStaff(
  app: Warehouse,
): (given: { name: string; password: string }, from: { address: string; device: string | null }) => Promise<WarehouseCaller | null> {
  const inTurn = createTurns();

  return ({ name, password }, { address, device }) =>
    inTurn(`${name}\n${networkOf(address)}`, async () => {
      const db = { tx: app.db.dataSource.manager, clock: app.clock };
      const guess = { name: app.personal.index("attempts", name), address };
      await checkAttempts(db, guess);
      const known = await findSignIn(db, indexOfName(app.personal, name));
      const isRight = await isPasswordOf(known?.hash ?? (await decoyHash()), password);
      if (known !== undefined && isRight) {
        const { id, isLead } = known;
        return { kind: "session", credential: id, person: id, account: null, role: isLead ? "lead" : "staff", by: id, name, device };
      }
      await inTransaction(app, (ctx) => countFailure(ctx, guess));
      return null;
    });
}
