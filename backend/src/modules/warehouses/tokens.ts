import { timingSafeEqual } from "node:crypto";
import { warehouseToken } from "../../config/warehouse-token.ts";
import type { App } from "../../platform/app.ts";
import { ProblemError } from "../../platform/errors.ts";
import { bearerTokenOf } from "../../platform/http/authorise.ts";
import { WAREHOUSES_PROBLEMS } from "./warehouses.errors.ts";

const CHALLENGE = { "WWW-Authenticate": 'Bearer realm="waybill", error="invalid_token"' };
const TOKEN = /^wbw_([a-z0-9][a-z0-9-]{0,39})_[A-Za-z0-9_-]{43}$/;

/**
 * The warehouse behind an `Authorization` header.
 *
 * @param id whom it speaks for: a token is good for one warehouse alone
 * @throws {ProblemError} `warehouses.unknown-token`, `warehouses.not-yours`, `warehouses.not-set-up`
 */
export function checkWarehouse({ config }: Pick<App, "config">, authorization: string | undefined, id: string): void {
  const { secrets } = config.warehouses;
  if (secrets === null) throw new ProblemError(WAREHOUSES_PROBLEMS.notSetUp);
  const token = bearerTokenOf(authorization) ?? "";
  const named = TOKEN.exec(token)?.[1];
  if (named === undefined || !secrets.reveal().some((secret) => isSame(token, warehouseToken(secret, named))))
    throw new ProblemError(WAREHOUSES_PROBLEMS.unknownToken, { headers: CHALLENGE });
  if (named !== id) throw new ProblemError(WAREHOUSES_PROBLEMS.notYours);
}

/** In a time that does not tell how far they agree. */
function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
