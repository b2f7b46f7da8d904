import { findDrift, holdersForOrganisations, type AccessDrift } from "@waybill/protocol/access/find-drift";
import { readAccessHistory } from "@waybill/protocol/access/read-access";
import type { InstallationRoleView } from "@waybill/protocol/schemas/api/members";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { RpcError, type RpcRequest } from "@waybill/protocol/verify/rpc/json-rpc";
import type { App } from "../../../platform/app.ts";
import type { Ctx } from "../../../platform/context.ts";
import type { JobHandler } from "../../../platform/jobs.ts";
import type { IsOurChain } from "../deployment-check.ts";
import { actorsByAccount } from "../actors.views.ts";
import { createRpc, RpcAnswerError } from "../indexer/node/rpc.ts";
import { matchActs } from "./match-acts.ts";
import { writeAccessCheck } from "./access-checks.store.ts";

export const CHECK_ACCESS_TASK = "chain:check-access";
/** Every history of the AccessManager is read whole, ten thousand blocks a question. */
export const CHECK_ACCESS_CRONTAB = `7,22,37,52 * * * * ${CHECK_ACCESS_TASK}`;

/** Somebody who has a role in the installation, with the wallets that are known of it. */
export type PersonWithRole = Pick<InstallationRoleView, "person" | "role" | "wallets">;

export interface AccessCheck {
  isOurChain: IsOurChain;
  people(ctx: Pick<Ctx, "tx">): Promise<PersonWithRole[]>;
  /** Accounts that this installation sends from. */
  own(): readonly Address[];
}

/** Holds who runs the contracts on chain against who runs the installation here, notes what differs, and logs whenever that has changed. */
export function checkAccess(parts: AccessCheck): JobHandler {
  let last = "";
  return async (app) => {
    const found = await compare(app, parts).catch((error: unknown) => {
      // What was found before stands; that a node is away is for other alerts.
      app.log.warn({ err: error }, "who runs the contracts could not be compared with who runs the installation");
      return null;
    });
    if (!found) return;
    await writeAccessCheck({ tx: app.db.dataSource.manager, clock: app.clock }, found);
    const admins = found.powerless.map(({ person }) => person);
    const { unknown, unregistered } = found;
    const now = JSON.stringify([unknown, unregistered, admins]);
    if (now !== last && unknown.length + unregistered.length + admins.length > 0)
      app.log.warn({ accounts: [...unknown, ...unregistered], admins }, "who runs the contracts differs from who runs the installation");
    last = now;
  };
}

/** Null where there is nothing to compare with: the installation has no admin yet, or the node is on another chain. */
async function compare(app: App, { isOurChain, people, own }: AccessCheck): Promise<AccessDrift<PersonWithRole> | null> {
  const reading = { tx: app.db.dataSource.manager };
  const known = await people(reading);
  if (!known.some(({ role }) => role === "admin") || !(await isOurChain())) return null;
  const { rpcUrl, deployment } = app.config.chain;
  const rpc = createRpc(rpcUrl.reveal());
  try {
    const { table, events } = await readAccessHistory(asking(rpc.request), deployment);
    if (table.roles.length === 0) throw new Error("the node does not have the history of the AccessManager");
    await matchActs(app, rpc, { events, own: new Set(own()), head: table.block });
    const actors = await actorsByAccount(reading, holdersForOrganisations(table) as Address[]);
    const organisations = new Set([...actors].filter(([, { revokedAt }]) => revokedAt === null).map(([account]) => account));
    return findDrift(table, { people: known, own: new Set(own()), organisations });
  } finally {
    rpc.close();
  }
}

/** What the node refuses, as readers of the protocol know it: they ask for less then. */
function asking(request: RpcRequest): RpcRequest {
  return (method, params) =>
    request(method, params).catch((error: unknown) => {
      throw error instanceof RpcAnswerError ? new RpcError(error.message, error.code) : error;
    });
}
