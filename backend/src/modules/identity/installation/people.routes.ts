import { personView } from "@waybill/protocol/schemas/api/installation";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { address, type Address } from "@waybill/protocol/schemas/primitives";
import { getAddress } from "viem/utils";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { record } from "../../../platform/audit.ts";
import { inTransaction } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { facet } from "../../../platform/http/facet.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { pageByTime, timePageQuery } from "../../../platform/http/time-page.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";
import { dismissFrom } from "../members/members.service.ts";
import { holdPerson } from "../sessions/persons.store.ts";
import { endSessions } from "../sessions/sessions.store.ts";
import { listPeople } from "./people.store.ts";
import { personViews } from "./people.views.ts";

const TAG = "Installation";
/** It would stand in addresses, histories and logs of proxies, and to look somebody up by one is an act of its own, which is recorded. */
const NO_ADDRESS = "must be an id or a wallet: POST /api/installation/persons/lookup finds people by their e-mail addresses";
const person = z.string().max(40);
const query = timePageQuery.extend({
  named: facet(
    z
      .string()
      .min(1)
      .max(254)
      .refine((text) => !text.includes("@"), NO_ADDRESS),
  ).describe("Whole: an id, or a wallet. By an e-mail address `POST /api/installation/persons/lookup` finds somebody."),
  account: facet(address).describe("Who acts for this organisation."),
  role: facet(z.enum(["admin", "auditor", "none"])).describe("In the installation."),
});

/** Everybody who has signed in, for whoever runs the installation. */
export function peopleRoutes({ app }: { app: App }): Route[] {
  return [
    route({
      method: "get",
      path: "/api/installation/people",
      act: "installation:listPeople",
      summary: "Everybody who has signed in or taken an invitation, the newest first",
      tag: TAG,
      query,
      responses: { 200: { description: "A page of people.", schema: pageOf(personView) } },
      handler: async ({ query: { after, limit, named, ...filter }, principal, traceId }) => ({
        status: 200,
        body: await inTransaction(
          app,
          async (ctx) => {
            const rows = await listPeople(ctx, { ...filter, named }, { after, limit });
            const viewOf = await personViews(ctx, app, principal, rows);
            return pageByTime(rows, limit, ({ createdAt, person }) => ({ at: createdAt, id: person }), viewOf);
          },
          { traceId },
        ),
      }),
    }),
    route({
      method: "delete",
      path: "/api/installation/people/{person}/sessions",
      act: "installation:endSession",
      stepUp: true,
      summary: "Ends all sessions of somebody at once",
      tag: TAG,
      params: z.object({ person }),
      responses: { 204: { description: "Ended." } },
      handler: async ({ params, principal, traceId }) => {
        await inTransaction(
          app,
          async (ctx) => {
            if (!(await holdPerson(ctx, params.person))) throw new ProblemError(IDENTITY_PROBLEMS.unknownPerson);
            const sessions = await endSessions(ctx, params.person);
            if (sessions > 0) record(ctx, { action: "session.ended", by: principal, subject: params.person, details: { sessions } });
          },
          { traceId },
        );
        return { status: 204 };
      },
    }),
    route({
      method: "delete",
      path: "/api/installation/people/{person}/memberships/{account}",
      act: "installation:removeMember",
      stepUp: true,
      summary: "Ends somebody's acting for an organisation",
      tag: TAG,
      params: z.object({ person, account: address }),
      responses: { 204: { description: "Ended, for running sessions as well." } },
      handler: async ({ params, principal, traceId }) => {
        const account = getAddress(params.account.toLowerCase()) as Address;
        await inTransaction(app, (ctx) => dismissFrom(ctx, { account, person: params.person, by: principal }), { traceId });
        return { status: 204 };
      },
    }),
  ];
}
