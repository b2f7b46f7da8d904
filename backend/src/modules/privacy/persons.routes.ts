import { foundPerson, personExport, personLookup, personReach, revealedEmail } from "@waybill/protocol/schemas/api/privacy";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { record, type Actor } from "../../platform/audit.ts";
import { inTransaction, selectRows, type Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { route, type Route } from "../../platform/http/route.ts";
import { findPerson } from "../identity/identity.queries.ts";
import { erasePerson } from "./erase-person.ts";
import { exportPerson } from "./export-person.ts";
import { PRIVACY_PROBLEMS } from "./privacy.errors.ts";
import { revealEmail } from "./reveal-email.ts";
import { reachOfPerson } from "./reach-of-person.ts";

const TAG = "Data requests";
const PER_HOUR = 120;
export const personParams = z.object({ person: z.string().min(1).max(40) });

/** What whoever runs the installation does for a person that asks for its data, or to be erased. */
export function personsRoutes(app: App): Route[] {
  return [
    route({
      method: "post",
      path: "/api/installation/persons/lookup",
      act: "persons:find",
      keepsNoAnswer: true,
      limitPerHour: PER_HOUR,
      summary: "Finds a person by its id, a wallet, or an e-mail address",
      tag: TAG,
      body: personLookup,
      responses: { 200: { description: "Its id.", schema: foundPerson } },
      handler: async ({ body: { named }, principal, traceId }) => {
        const person = await inTransaction(
          app,
          async (ctx) => {
            const found = (await findPerson(ctx, app.personal, named)) ?? (app.personal.destroyed().includes(named) ? named : undefined);
            if (found !== undefined) record(ctx, { action: "person.looked-up", by: principal as Actor, subject: found });
            return found;
          },
          { traceId },
        );
        if (person === undefined) throw new ProblemError(PRIVACY_PROBLEMS.unknownPerson);
        return { status: 200, body: { person } };
      },
    }),
    route({
      method: "get",
      path: "/api/installation/persons/{person}/reach",
      act: "persons:preview",
      summary: "Who somebody is, and what erasing it would take away and leave",
      tag: TAG,
      params: personParams,
      responses: { 200: { description: "Counts of rows, and nothing of what is in them.", schema: personReach } },
      handler: async ({ params: { person }, principal, traceId }) => ({
        status: 200,
        body: await inTransaction(app, (ctx) => reachOfPerson(ctx, app.personal, principal, person), { traceId }),
      }),
    }),
    route({
      method: "get",
      path: "/api/installation/persons/{person}/email",
      act: "persons:reveal",
      stepUp: true,
      limitPerHour: PER_HOUR,
      summary: "The whole e-mail address of a person, which lists show masked",
      description: "That it was looked at is in the audit log.",
      tag: TAG,
      params: personParams,
      responses: { 200: { description: "Null for who has none.", schema: revealedEmail } },
      handler: async ({ params: { person }, principal, traceId }) => ({
        status: 200,
        body: { email: await inTransaction(app, (ctx) => revealEmail(ctx, app.personal, person, principal as Actor), { traceId }) },
      }),
    }),
    route({
      method: "get",
      path: "/api/installation/persons/{person}/export",
      act: "persons:export",
      stepUp: true,
      limitPerHour: PER_HOUR,
      summary: "Everything that is kept about a person, to be handed over to it",
      tag: TAG,
      params: personParams,
      responses: { 200: { description: "At most 10,000 rows of each table.", schema: personExport } },
      handler: async ({ params: { person }, principal, traceId }) => {
        const body = await inTransaction(app, (ctx) => exportPerson(ctx, app.personal, person, principal as Actor), { traceId });
        return { status: 200, body, headers: { "Content-Disposition": 'attachment; filename="waybill-person.json"' } };
      },
    }),
    route({
      method: "delete",
      path: "/api/installation/persons/{person}",
      act: "persons:erase",
      stepUp: true,
      limitPerHour: PER_HOUR,
      summary: "Erases a person that asked for it, for ever",
      description: "As `DELETE /api/me` does. Refused while the person is under a legal hold, or admin of the installation.",
      tag: TAG,
      params: personParams,
      responses: { 204: { description: "Erased; all its sessions have ended." } },
      handler: async ({ params: { person }, principal, traceId }) => {
        await inTransaction(
          app,
          async (ctx) => {
            // Or one admin could be rid of the others, whom the rule of two persons keeps.
            if (await isAdmin(ctx, person)) throw new ProblemError(PRIVACY_PROBLEMS.isAdmin);
            await erasePerson(ctx, app.personal, person, principal as Actor);
          },
          { traceId },
        );
        return { status: 204 };
      },
    }),
  ];
}

async function isAdmin(ctx: Pick<Ctx, "tx">, person: string): Promise<boolean> {
  // Nobody gives it a role meanwhile: that needs its row.
  await ctx.tx.query("SELECT FROM persons WHERE id = $1 FOR UPDATE", [person]);
  return (await selectRows(ctx, "SELECT FROM installation_roles WHERE person_id = $1 AND role = 'admin'", [person])).length > 0;
}
