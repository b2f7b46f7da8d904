import { SCOPES, type Scope } from "@waybill/protocol/permissions/scopes";
import { installationKeyView, type InstallationKeyView } from "@waybill/protocol/schemas/api/installation";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { address } from "@waybill/protocol/schemas/primitives";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { record } from "../../../platform/audit.ts";
import { inTransaction, type Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { facet } from "../../../platform/http/facet.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { pageByTime, timePageQuery } from "../../../platform/http/time-page.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";
import { partiesByAccount } from "../identity.queries.ts";
import { listAllKeys, revokeAnyKey, type KeyRow } from "./installation-keys.store.ts";

const TAG = "Installation";
const query = timePageQuery.extend({
  name: facet(z.string().max(80)).describe("Found anywhere in the name."),
  account: facet(address).describe("Of this organisation alone."),
  scope: facet(z.enum(Object.keys(SCOPES) as [Scope, ...Scope[]])),
  state: facet(z.enum(["good", "expired", "revoked"])),
});

/** API keys of all organisations, for whoever runs the installation. */
export function installationKeysRoutes({ app }: { app: App }): Route[] {
  return [
    route({
      method: "get",
      path: "/api/installation/keys",
      act: "installation:listKeys",
      summary: "The API keys of all organisations, the newest first",
      tag: TAG,
      query,
      responses: { 200: { description: "A page of keys, those that have ended as well.", schema: pageOf(installationKeyView) } },
      handler: async ({ query: { after, limit, ...filter }, traceId }) => ({
        status: 200,
        body: await inTransaction(
          app,
          async (ctx) => {
            const rows = await listAllKeys(ctx, filter, { after, limit });
            const viewOf = await keyViews(ctx, rows);
            return pageByTime(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }), viewOf);
          },
          { traceId },
        ),
      }),
    }),
    route({
      method: "delete",
      path: "/api/installation/keys/{id}",
      act: "installation:revokeKey",
      stepUp: true,
      summary: "Revokes a key of any organisation at once",
      tag: TAG,
      params: z.object({ id: z.string().regex(/^[0-9a-f]{12}$/) }),
      responses: { 204: { description: "It opens nothing any more." } },
      handler: async ({ params: { id }, principal, traceId }) => {
        await inTransaction(
          app,
          async (ctx) => {
            const account = await revokeAnyKey(ctx, id);
            if (account === undefined) throw new ProblemError(IDENTITY_PROBLEMS.unknownKey);
            record(ctx, { action: "key.revoked", by: principal, account, subject: id });
          },
          { traceId },
        );
        return { status: 204 };
      },
    }),
  ];
}

async function keyViews(ctx: Pick<Ctx, "tx">, rows: readonly KeyRow[]): Promise<(row: KeyRow) => InstallationKeyView> {
  const parties = await partiesByAccount(
    ctx,
    rows.map(({ account }) => account),
  );
  return ({ account, createdAt, expiresAt, revokedAt, lastUsedAt, ...row }) => ({
    ...row,
    organisation: parties.get(account) ?? { account, name: null, gln: null, country: null },
    ...{ createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() },
    ...{ revokedAt: revokedAt?.toISOString() ?? null, lastUsedAt: lastUsedAt?.toISOString() ?? null },
  });
}
