import { createHash, timingSafeEqual } from "node:crypto";
import { ProblemError } from "../platform/errors.ts";
import { bearerTokenOf, type Authorise } from "../platform/http/authorise.ts";
import { basicOf } from "../platform/http/basic.ts";
import { mayDo, WAREHOUSE_PERMISSIONS, type WarehouseAct } from "./permissions.ts";
import { createProveStaff } from "./staff/prove-staff.ts";
import { WAREHOUSE_PROBLEMS } from "./warehouse.problems.ts";
import type { WarehouseCaller } from "./warehouse-route.ts";
import type { Warehouse } from "./warehouse.ts";

const CHALLENGE = { "WWW-Authenticate": 'Basic realm="warehouse", charset="UTF-8", Bearer realm="warehouse"' };
const SHOP: WarehouseCaller = { kind: "key", credential: "shop", person: null, account: null, role: "shop", name: "shop" };

/** Who may do what in a warehouse: staff by HTTP Basic, the shop by its token, by the one table of permissions. */
export function createAuthorise(app: Warehouse): Authorise<WarehouseAct, WarehouseCaller> {
  const proveStaff = createProveStaff(app);

  const callerOf = async (header: string | undefined, address: string): Promise<WarehouseCaller | null> => {
    const token = bearerTokenOf(header);
    if (token !== undefined) return isSame(token, app.config.serviceToken.reveal()) ? SHOP : null;
    const given = basicOf(header);
    return given === undefined ? null : proveStaff(given, address);
  };
  return async ({ act }, { request, response }) => {
    if (mayDo("anybody", act)) return { principal: null, reach: "all" };
    const principal = await callerOf(request.get("authorization"), request.ip ?? "");
    response.locals["principal"] = principal;
    if (principal === null) throw new ProblemError(WAREHOUSE_PROBLEMS.signInNeeded, { headers: CHALLENGE });
    if (mayDo(principal.role, act)) return { principal, reach: "all" };
    throw new ProblemError(WAREHOUSE_PROBLEMS.forbidden, { detail: `${act} is for ${WAREHOUSE_PERMISSIONS[act].join(", ")}.` });
  };
}

/** Takes as long for a token that is nearly right as for any other. */
function isSame(given: string, token: string): boolean {
  const [one, other] = [given, token].map((text) => createHash("sha256").update(text).digest()) as [Buffer, Buffer];
  return timingSafeEqual(one, other);
}
