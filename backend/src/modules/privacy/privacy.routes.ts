import { personExport } from "@waybill/protocol/schemas/api/privacy";
import type { App } from "../../platform/app.ts";
import type { Actor } from "../../platform/audit.ts";
import { inTransaction } from "../../platform/context.ts";
import { personOf } from "../../platform/http/principal.ts";
import { route, type Route } from "../../platform/http/route.ts";
import { takeInstallationRole } from "../identity/identity.queries.ts";
import { erasePerson } from "./erase-person.ts";
import { exportPerson } from "./export-person.ts";

const TAG = "Sessions";
const PER_HOUR = 60;

/** What people do about what is kept of them. */
export function privacyRoutes(app: App): Route[] {
  return [
    route({
      method: "get",
      path: "/api/me/export",
      act: "person:export",
      limitPerHour: PER_HOUR,
      summary: "Everything that is kept about the person who is signed in, table by table",
      description: "Hashes and secrets are left out. Statements about goods name organisations, never persons, and are not among it.",
      tag: TAG,
      responses: { 200: { description: "At most 10,000 rows of each table.", schema: personExport } },
      handler: async ({ principal, traceId }) => {
        const { person } = personOf(principal);
        const body = await inTransaction(app, (ctx) => exportPerson(ctx, app.personal, person, principal as Actor), { traceId });
        return { status: 200, body, headers: { "Content-Disposition": 'attachment; filename="waybill-my-data.json"' } };
      },
    }),
    route({
      method: "delete",
      path: "/api/me",
      act: "person:erase",
      stepUp: true,
      keepsNoAnswer: true,
      limitPerHour: PER_HOUR,
      summary: "Erases the person who is signed in, for ever",
      description:
        "Its key is destroyed, so that what was told about it is unreadable in backups as well, and its rows are deleted. Refused while the person is under a legal hold, or is the last admin of the installation, or of the last two where two have to agree. What organisations have stated, and every proof, stays.",
      tag: TAG,
      responses: { 204: { description: "Erased; all sessions have ended." } },
      handler: async ({ principal, traceId }) => {
        const { person } = personOf(principal);
        await inTransaction(
          app,
          async (ctx) => {
            // As if it took its own role first: there is an admin left, and under the rule of two persons two.
            await takeInstallationRole(ctx, { person, role: "admin", by: principal });
            await erasePerson(ctx, app.personal, person, principal as Actor);
          },
          { traceId },
        );
        return { status: 204 };
      },
    }),
  ];
}
