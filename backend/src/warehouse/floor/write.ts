import { createHash } from "node:crypto";
import { ProblemError } from "../../platform/errors.ts";
import { onceInTransaction } from "../../platform/http/idempotency.ts";
import { callerOf } from "../../platform/http/principal.ts";
import type { HandlerRequest, Reply } from "../../platform/http/route.ts";
import { inWarehouse, type Work } from "../in-warehouse.ts";
import { WAREHOUSE_PROBLEMS } from "../warehouse.problems.ts";
import type { WarehouseCaller } from "../warehouse-route.ts";
import type { Warehouse } from "../warehouse.ts";

export interface Doer {
  /** As the log has it. */
  by: string;
  /** Id of somebody of the staff. */
  staff: string;
  /** For the ledger: the same for the same request, and nobody else's. */
  key: string;
}

type Asked = Pick<HandlerRequest<unknown, unknown, unknown, WarehouseCaller>, "principal" | "header" | "url" | "text" | "traceId">;

/**
 * Does a write of the floor once for its Idempotency-Key, with what it tells the shop, all in one transaction.
 *
 * @param step Names the faults of tests.
 * @throws {ProblemError} `warehouse.key-needed`, `platform.key-reused`
 */
export function write(app: Warehouse, step: string, asked: Asked, work: (ctx: Work, doer: Doer) => Promise<Reply>): Promise<Reply> {
  const { principal, header, url, text, traceId } = asked;
  if (principal?.person == null) throw new ProblemError(WAREHOUSE_PROBLEMS.signInNeeded);
  const given = header("idempotency-key");
  if (given === undefined) throw new ProblemError(WAREHOUSE_PROBLEMS.keyNeeded);
  const caller = callerOf(principal);
  const key = createHash("sha256")
    .update(JSON.stringify([caller, given]))
    .digest("base64url");
  const doer = { by: principal.by, staff: principal.person, key };
  return inWarehouse(
    app,
    step,
    (ctx) => onceInTransaction(ctx, app, { caller, key: given, method: "POST", path: url, text }, () => work(ctx, doer)),
    { traceId },
  );
}
