import { inTransaction } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { networkOf } from "../../platform/rate-limits/network-of.ts";
import { note } from "../log.ts";
import { checkAttempts, countFailure } from "../staff/attempts.store.ts";
import { createTurns } from "../staff/turns.ts";
import type { Warehouse } from "../warehouse.ts";
import { WAREHOUSE_PROBLEMS } from "../warehouse.problems.ts";
import { exchangeCode, type Device } from "./devices.store.ts";
import { hashOf, hashOfCode, newSecret } from "./secrets.ts";

/**
 * Makes a device known: its code for a secret, of which only a hash stays here. Wrong codes are counted as wrong passwords are, those of one network
 * one after the other.
 *
 * @throws {ProblemError} `warehouse.unknown-code`, `warehouse.too-many-attempts`
 */
export function createEnrol(app: Warehouse): (code: string, from: { address: string }) => Promise<{ device: Device; secret: string }> {
  const inTurn = createTurns();

  return (code, { address }) =>
    inTurn(networkOf(address), async () => {
      await checkAttempts({ tx: app.db.dataSource.manager, clock: app.clock }, { name: null, address });
      const secret = newSecret(app.random);
      const device = await inTransaction(app, async (ctx) => {
        const enrolled = await exchangeCode(ctx, { codeHash: hashOfCode(code), secretHash: hashOf(secret) });
        if (enrolled)
          await note(ctx, { by: enrolled.addedBy, what: "device-enrolled", details: { device: enrolled.id, name: enrolled.name } });
        return enrolled;
      });
      if (device !== undefined) return { device, secret };
      await inTransaction(app, (ctx) => countFailure(ctx, { name: null, address }));
      throw new ProblemError(WAREHOUSE_PROBLEMS.unknownCode);
    });
}
