import { timingSafeEqual } from "node:crypto";
import type { Request } from "express";
import { ProblemError } from "../platform/errors.ts";
import { bearerTokenOf, type Authorise } from "../platform/http/authorise.ts";
import { basicOf } from "../platform/http/basic.ts";
import { findDevice, noteUse } from "./devices/devices.store.ts";
import { hashOf, secretOf } from "./devices/secrets.ts";
import { noteRefusal } from "./log.ts";
import { isAdministration, mayDo, WAREHOUSE_PERMISSIONS, type WarehouseAct } from "./permissions.ts";
import { createProveStaff } from "./staff/prove-staff.ts";
import { WAREHOUSE_PROBLEMS } from "./warehouse.problems.ts";
import type { WarehouseCaller } from "./warehouse-route.ts";
import type { Warehouse } from "./warehouse.ts";

const CHALLENGE = 'Basic realm="warehouse", charset="UTF-8", Bearer realm="warehouse"';
/** What our own pages are told: of the other a browser would make a window of its own, keep what is written there, and send it by itself. */
const CHALLENGE_OF_SCRIPTS = 'Bearer realm="warehouse"';
const SHOP: WarehouseCaller = {
  kind: "key",
  credential: "shop",
  person: null,
  account: null,
  role: "shop",
  by: "shop",
  name: "shop",
  device: null,
};
/** How old a device's last use may be before it is written down again: not with every request. */
const USE_MILLISECONDS = 60_000;

/** Who may do what in a warehouse: staff by HTTP Basic from a known device, the shop by its token, by the one table of permissions. */
export function createAuthorise(app: Warehouse): Authorise<WarehouseAct, WarehouseCaller> {
  const proveStaff = createProveStaff(app);

  const db = { tx: app.db.dataSource.manager, clock: app.clock };

  const deviceOf = async (request: Request) => {
    const secret = secretOf(request, app.config.warehouse.id);
    return secret === undefined ? undefined : findDevice(db, hashOf(secret));
  };
  /** The device first: from any other no password is looked at, and none can be guessed. */
  const staffOf = async (given: { name: string; password: string }, request: Request): Promise<WarehouseCaller | null> => {
    const device = await deviceOf(request);
    if (device === undefined && app.config.staffDevices === "required") {
      const { unknownDevice } = WAREHOUSE_PROBLEMS;
      await noteRefusal(app, { by: "nobody", act: "sign-in", code: unknownDevice.code });
      throw new ProblemError(unknownDevice);
    }
    const found = await proveStaff(given, { address: request.ip ?? "", device: device?.id ?? null });
    const isStale = (device?.usedAt?.getTime() ?? 0) <= app.clock.now().getTime() - USE_MILLISECONDS;
    if (found !== null && device !== undefined && isStale) await noteUse(db, device.id);
    return found;
  };
  const callerOf = async (request: Request): Promise<WarehouseCaller | null> => {
    const header = request.get("authorization");
    const token = bearerTokenOf(header);
    if (token !== undefined) return isSame(token, app.config.serviceToken.reveal()) ? SHOP : null;
    const given = basicOf(header);
    return given === undefined ? null : staffOf(given, request);
  };
  return async ({ act }, { request, response }) => {
    if (mayDo("anybody", act)) return { principal: null, reach: "all" };
    const principal = await callerOf(request);
    response.locals["principal"] = principal;
    if (principal === null)
      throw new ProblemError(WAREHOUSE_PROBLEMS.signInNeeded, { headers: { "WWW-Authenticate": challengeFor(request) } });
    if (mayDo(principal.role, act)) return { principal, reach: "all" };
    if (isAdministration(act)) await noteRefusal(app, { by: principal.by, act, code: WAREHOUSE_PROBLEMS.forbidden.code });
    throw new ProblemError(WAREHOUSE_PROBLEMS.forbidden, { detail: `${act} is for ${WAREHOUSE_PERMISSIONS[act].join(", ")}.` });
  };
}

/** Scripts say that they are by the header that is usual for it. */
function challengeFor(request: Request): string {
  return request.get("x-requested-with") === undefined ? CHALLENGE : CHALLENGE_OF_SCRIPTS;
}

/** Takes as long for a token that is nearly right as for any other. */
function isSame(given: string, token: string): boolean {
  return timingSafeEqual(hashOf(given), hashOf(token));
}
