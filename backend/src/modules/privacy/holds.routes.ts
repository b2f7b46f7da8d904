import { holdRequest, holdView, retentionView } from "@waybill/protocol/schemas/api/privacy";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import type { Actor } from "../../platform/audit.ts";
import { inTransaction } from "../../platform/context.ts";
import { facet, says } from "../../platform/http/facet.ts";
import { route, type Route } from "../../platform/http/route.ts";
import { pageByTime, timePageQuery } from "../../platform/http/time-page.ts";
import { show } from "../../platform/personal/show.ts";
import { liftHold, listHolds, setHold } from "./legal-holds.ts";
import { personParams } from "./persons.routes.ts";
import { retentionViews } from "./retention.views.ts";

const TAG = "Data requests";

/** What must be kept, and what is not kept. */
export function holdsRoutes(app: App): Route[] {
  return [
    route({
      method: "get",
      path: "/api/installation/holds",
      act: "persons:listHolds",
      summary: "Legal holds, the newest first",
      tag: TAG,
      query: timePageQuery.extend({ state: facet(z.enum(["open", "lifted"])) }),
      responses: { 200: { description: "A page of holds, those that were lifted as well.", schema: pageOf(holdView) } },
      handler: async ({ query, principal, traceId }) => {
        const rows = await inTransaction(app, (ctx) => listHolds(ctx, app.personal, query), { traceId });
        const body = pageByTime(
          rows,
          query.limit,
          ({ since, person }) => ({ at: since, id: person }),
          ({ person, since, liftedAt, reason }) => ({
            ...{ person, since: since.toISOString(), liftedAt: liftedAt?.toISOString() ?? null },
            reason: show(principal, "holds.reason", { text: reason, person }),
          }),
        );
        return { status: 200, body };
      },
    }),
    route({
      method: "post",
      path: "/api/installation/persons/{person}/hold",
      act: "persons:hold",
      stepUp: true,
      summary: "Keeps everything about a person from being erased",
      description: "By itself, by somebody else, or by time. Once more changes nothing.",
      tag: TAG,
      params: personParams,
      body: holdRequest,
      responses: { 204: { description: "Nothing of it is erased until the hold is lifted." } },
      handler: async ({ params: { person }, body: { reason }, principal, traceId }) => {
        await inTransaction(app, (ctx) => setHold(ctx, app.personal, person, reason, principal as Actor), { traceId });
        return { status: 204 };
      },
    }),
    route({
      method: "post",
      path: "/api/installation/persons/{person}/release",
      act: "persons:release",
      stepUp: true,
      summary: "Lifts a legal hold",
      tag: TAG,
      params: personParams,
      body: holdRequest,
      responses: { 204: { description: "It may be erased again." } },
      handler: async ({ params: { person }, body: { reason }, principal, traceId }) => {
        await inTransaction(app, (ctx) => liftHold(ctx, app.personal, person, reason, principal as Actor), { traceId });
        return { status: 204 };
      },
    }),
    route({
      method: "get",
      path: "/api/installation/retention",
      act: "retention:read",
      summary: "How long rows are kept, and how many were removed for it",
      tag: TAG,
      query: z.object({
        named: facet(z.string().min(1).max(100)).describe("Anywhere in its table or in what is removed."),
        held: facet(z.enum(["yes", "no"])).describe("Whether a legal hold keeps rows."),
      }),
      responses: { 200: { description: "All rules that match; there is one page.", schema: pageOf(retentionView) } },
      handler: async ({ query: { named, held }, traceId }) => {
        const rules = await inTransaction(app, retentionViews, { traceId });
        const items = rules.filter((one) => says(named, one.table, one.what) && (held === null || one.isHeldBack === (held === "yes")));
        return { status: 200, body: { items, next: null } };
      },
    }),
  ];
}
