import { installationRole, installationRoleView } from "@waybill/protocol/schemas/api/members";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { inTransaction } from "../../../platform/context.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { giveByAdmin, installationRoleViews, takeInstallationRole } from "./installation-roles.service.ts";

const TAG = "People";
const path = "/api/installation/roles/{role}/{person}";
const params = z.object({ role: installationRole, person: z.string().max(40) });

/** Who is admin or auditor of everything. The first admin is made at a terminal. */
export function installationRolesRoutes({ app }: { app: App }): Route[] {
  return [
    route({
      method: "get",
      path: "/api/installation/roles",
      act: "installation:listRoles",
      summary: "Admins and auditors of the whole installation",
      tag: TAG,
      responses: { 200: { description: "At most 500.", schema: z.object({ items: z.array(installationRoleView) }) } },
      handler: async ({ principal, traceId }) => ({
        status: 200,
        body: { items: await inTransaction(app, (ctx) => installationRoleViews(ctx, app.personal, principal), { traceId }) },
      }),
    }),
    route({
      method: "put",
      path,
      act: "installation:giveRole",
      stepUp: true,
      summary: "Makes somebody admin or auditor of the whole installation",
      tag: TAG,
      params,
      description:
        "Where the two-person rule binds, another admin is proposed, and made by `/api/installation/proposals/{id}/confirmation`.",
      responses: {
        204: { description: "So it is, for running sessions as well." },
        202: { description: "Proposed: it waits for another admin." },
      },
      handler: async ({ params: { role, person }, principal, traceId }) => ({
        status: (await inTransaction(app, (ctx) => giveByAdmin(ctx, { person, role, by: principal }), { traceId })) === "done" ? 204 : 202,
      }),
    }),
    route({
      method: "delete",
      path,
      act: "installation:takeRole",
      stepUp: true,
      summary: "Takes a role in the whole installation away again",
      tag: TAG,
      params,
      responses: { 204: { description: "It is not so any more, for running sessions as well." } },
      handler: async ({ params: { role, person }, principal, traceId }) => {
        await inTransaction(app, (ctx) => takeInstallationRole(ctx, { person, role, by: principal }), { traceId });
        return { status: 204 };
      },
    }),
  ];
}
