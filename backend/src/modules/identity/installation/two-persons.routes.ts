import { newPasswordReset } from "@waybill/protocol/schemas/api/identity";
import { installationRules, rulesChange } from "@waybill/protocol/schemas/api/installation";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { inTransaction } from "../../../platform/context.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { changeRule, confirm, rulesView, withdraw } from "./two-persons.service.ts";

const TAG = "Installation";
const params = z.object({ id: z.string().max(40) });

/** What an admin cannot do alone, once that was chosen. */
export function twoPersonsRoutes({ app }: { app: App }): Route[] {
  return [
    route({
      method: "get",
      path: "/api/installation/rules",
      act: "installation:readRules",
      summary: "Whether making an admin takes two of them, and what waits for the second",
      tag: TAG,
      responses: { 200: { description: "The rule, and at most a hundred proposals.", schema: installationRules } },
      handler: async ({ traceId }) => ({ status: 200, body: await inTransaction(app, rulesView, { traceId }) }),
    }),
    route({
      method: "put",
      path: "/api/installation/rules",
      act: "installation:changeRules",
      stepUp: true,
      summary: "Switches the two-person rule for admins on, or proposes to switch it off",
      description: "While there is one admin alone there is nobody to ask: the rule binds from the second one on.",
      tag: TAG,
      body: rulesChange,
      responses: { 204: { description: "So it is." }, 202: { description: "It waits for another admin." } },
      handler: async ({ body: { twoPersons }, principal, traceId }) => ({
        status: (await inTransaction(app, (ctx) => changeRule(ctx, principal, twoPersons), { traceId })) === "done" ? 204 : 202,
      }),
    }),
    route({
      method: "post",
      path: "/api/installation/proposals/{id}/confirmation",
      act: "installation:confirm",
      stepUp: true,
      summary: "Has done what another admin proposed",
      tag: TAG,
      params,
      keepsNoAnswer: true,
      responses: {
        201: { description: "Done: the link that resets the password, shown here alone.", schema: newPasswordReset },
        204: { description: "Done." },
      },
      handler: async ({ params: { id }, principal, traceId }) => {
        const made = await inTransaction(app, (ctx) => confirm(ctx, principal, id), { traceId });
        return made === null ? { status: 204 } : { status: 201, body: made };
      },
    }),
    route({
      method: "delete",
      path: "/api/installation/proposals/{id}",
      act: "installation:withdraw",
      summary: "Withdraws what an admin proposed",
      tag: TAG,
      params,
      responses: { 204: { description: "It waits for nobody any more." } },
      handler: async ({ params: { id }, principal, traceId }) => {
        await inTransaction(app, (ctx) => withdraw(ctx, principal, id), { traceId });
        return { status: 204 };
      },
    }),
  ];
}
