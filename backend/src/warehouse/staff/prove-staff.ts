import { decoyHash, isPasswordOf } from "../../modules/identity/passwords/hash-password.ts";
import { inTransaction } from "../../platform/context.ts";
import type { WarehouseCaller } from "../warehouse-route.ts";
import type { Warehouse } from "../warehouse.ts";
import { checkAttempts, countFailure, type Guess } from "./attempts.store.ts";
import { findSignIn } from "./staff.store.ts";

/**
 * Finds who has this name and password; null for anybody else. Whether there is such a name shows in no answer and in no time. Guesses of one
 * name from one address take turns, so that many at once are counted as well.
 *
 * @throws {ProblemError} `warehouse.too-many-attempts`
 */
export function createProveStaff(
  app: Warehouse,
): (given: { name: string; password: string }, address: string) => Promise<WarehouseCaller | null> {
  const turns = new Map<string, Promise<unknown>>();

  const prove = async ({ name, address }: Guess, password: string): Promise<WarehouseCaller | null> => {
    const db = { tx: app.db.dataSource.manager, clock: app.clock };
    await checkAttempts(db, { name, address });
    const known = await findSignIn(db, name);
    const isRight = await isPasswordOf(known?.hash ?? (await decoyHash()), password);
    if (known !== undefined && isRight)
      return { kind: "session", credential: known.id, person: known.id, account: null, role: known.isLead ? "lead" : "staff", name };
    await inTransaction(app, (ctx) => countFailure(ctx, { name, address }));
    return null;
  };
  return ({ name, password }, address) => {
    const guess = { name, address };
    const key = `${name}\n${address}`;
    const turn = (turns.get(key) ?? Promise.resolve()).catch(() => undefined).then(() => prove(guess, password));
    turns.set(key, turn);
    return turn.finally(() => {
      if (turns.get(key) === turn) turns.delete(key);
    });
  };
}
