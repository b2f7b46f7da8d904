import { accessRoleAct, chainAct, operationAct } from "@waybill/protocol/schemas/api/installation";
import { address, hex32 } from "@waybill/protocol/schemas/primitives";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { record } from "../../../platform/audit.ts";
import { inTransaction } from "../../../platform/context.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { checksummed } from "./checksummed.ts";

const TAG = "Installation";

/** What an admin's own wallet is about to send. The contracts decide; this is the right that is kept here, and who of the admins it was. */
export function chainActsRoutes({ app }: { app: App }): Route[] {
  return [
    route({
      method: "post",
      path: "/api/installation/organisations/{account}/chain-acts",
      act: "installation:changeActor",
      stepUp: true,
      summary: "Notes that an admin's own wallet is about to register an account on chain, or to revoke it",
      description: "The contract decides by the AccessManager; this is the right that is kept here, and who of the admins it was.",
      tag: TAG,
      params: z.object({ account: address }),
      body: chainAct,
      responses: { 204: { description: "Noted in the audit log." } },
      handler: async ({ params, body, principal, traceId }) => {
        const account = checksummed(params.account);
        await inTransaction(
          app,
          async (ctx) =>
            body.act === "register"
              ? record(ctx, { action: "actor.registering", by: principal, account, subject: account, details: { roles: body.roles } })
              : record(ctx, { action: "actor.revoking", by: principal, account, subject: account }),
          { traceId },
        );
        return { status: 204 };
      },
    }),
    route({
      method: "post",
      path: "/api/installation/operations/{id}/chain-acts",
      act: "installation:changeActor",
      stepUp: true,
      summary: "Notes that an admin's own wallet is about to do a call that was announced on chain, or to call it off",
      description: "The AccessManager decides; `id` is its name of the operation, which is not looked for.",
      tag: TAG,
      params: z.object({ id: hex32 }),
      body: operationAct,
      responses: { 204: { description: "Noted in the audit log." } },
      handler: async ({ params: { id }, body, principal, traceId }) => {
        const action = body.act === "execute" ? "operation.executing" : "operation.cancelling";
        await inTransaction(app, async (ctx) => record(ctx, { action, by: principal, subject: id }), { traceId });
        return { status: 204 };
      },
    }),
    route({
      method: "post",
      path: "/api/installation/access-roles/{role}/chain-acts",
      act: "installation:changeActor",
      stepUp: true,
      summary: "Notes that an admin's own wallet is about to give a role on chain to an account, or to take it away",
      description: "The AccessManager decides; `role` is its number of the role, which is not looked for.",
      tag: TAG,
      params: z.object({ role: z.string().regex(/^\d{1,20}$/) }),
      body: accessRoleAct,
      responses: { 204: { description: "Noted in the audit log." } },
      handler: async ({ params: { role }, body, principal, traceId }) => {
        const action = body.act === "grant" ? "access-role.granting" : "access-role.revoking";
        const account = checksummed(body.account);
        await inTransaction(app, async (ctx) => record(ctx, { action, by: principal, account, subject: account, details: { role } }), {
          traceId,
        });
        return { status: 204 };
      },
    }),
  ];
}
