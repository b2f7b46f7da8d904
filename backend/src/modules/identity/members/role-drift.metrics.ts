import { rolesWithin, type MemberRole } from "@waybill/protocol/permissions/roles";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { roleNames } from "@waybill/protocol/typed-data/roles";
import type { App } from "../../../platform/app.ts";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { registerGauges, type Family } from "../../../platform/gauges.ts";
import type { ActorChain } from "../identity.ports.ts";

/** People whose role in their organisation is not in force, because the organisation is not that on chain; without a series while that is not known. */
export const DRIFT_FAMILY: Family<ReadonlyMap<string, number> | null> = {
  name: "waybill_role_drift",
  help: "People whose role stands for one on chain that their organisation does not have there; it is not in force.",
  labels: ["role"],
  series: (drifted) => [...(drifted ?? [])].map(([role, count]) => [{ role }, count] as const),
};

/** What is asked about organisations. */
type Chain = Pick<ActorChain, "actorsByAccount" | "isWhole">;

/** Read at each scrape, and logged whenever it has changed. */
export function registerRoleDrift(app: App, chain: Chain): void {
  let last = "";
  registerGauges(app, [DRIFT_FAMILY], async () => {
    const ctx = { tx: app.db.dataSource.manager };
    // While the chain is read anew nobody is registered yet.
    if (!(await chain.isWhole(ctx))) return null;
    const { drifted, accounts } = await readDrift(ctx, chain);
    const now = accounts.join(" ");
    if (now !== last && now !== "") app.log.warn({ accounts }, "organisations have people with roles that they do not have on chain");
    last = now;
    return drifted;
  });
}

async function readDrift(ctx: Pick<Ctx, "tx">, chain: Chain) {
  const rows = await selectRows<{ account: Address; role: MemberRole; count: string }>(
    ctx,
    "SELECT account, role, count(*) AS count FROM memberships GROUP BY account, role ORDER BY account, role",
  );
  const actors = await chain.actorsByAccount(ctx, [...new Set(rows.map(({ account }) => account))]);
  const outOfForce = rows.filter(({ account, role }) => {
    const actor = actors.get(account);
    return !rolesWithin(actor === undefined || actor.revokedAt !== null ? [] : roleNames(actor.roles)).includes(role);
  });
  const drifted = new Map(rows.map(({ role }) => [role as string, 0]));
  for (const { role, count } of outOfForce) drifted.set(role, (drifted.get(role) ?? 0) + Number(count));
  return { drifted, accounts: [...new Set(outOfForce.map(({ account }) => account))] };
}
