import { consentList, consentRequest } from "@waybill/protocol/schemas/api/consents";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { inTransaction } from "../../platform/context.ts";
import { route, type Route } from "../../platform/http/route.ts";
import { consentViews, give, withdraw } from "./consents.service.ts";

const TAG = "Sessions";
const PER_HOUR = 60;
const params = z.object({ purpose: z.string().min(1).max(60) });

/** What people let be done with what is kept about them. */
export function consentsRoutes(app: App): Route[] {
  return [
    route({
      method: "get",
      path: "/api/me/consents",
      act: "consents:list",
      summary: "What the person who is signed in is asked to consent to, and what it said",
      tag: TAG,
      responses: { 200: { description: "Every purpose; nothing is consented to until the person says so.", schema: consentList } },
      handler: async ({ principal, traceId }) => ({
        status: 200,
        body: { items: await inTransaction(app, (ctx) => consentViews(ctx, principal), { traceId }) },
      }),
    }),
    route({
      method: "put",
      path: "/api/me/consents/{purpose}",
      act: "consents:give",
      limitPerHour: PER_HOUR,
      summary: "Consents to one purpose, in the words of the version that was read",
      description: "Refused with 409 when the words have changed since. Once more changes nothing.",
      tag: TAG,
      params,
      body: consentRequest,
      responses: { 204: { description: "It is done from now on." } },
      handler: async ({ params: { purpose }, body: { version }, principal, traceId }) => {
        await inTransaction(app, (ctx) => give(ctx, principal, { purpose, version }), { traceId });
        return { status: 204 };
      },
    }),
    route({
      method: "delete",
      path: "/api/me/consents/{purpose}",
      act: "consents:withdraw",
      limitPerHour: PER_HOUR,
      summary: "Takes a consent back, at once",
      description: "Whatever the version of the words was. Once more changes nothing.",
      tag: TAG,
      params,
      responses: { 204: { description: "It is not done any more." } },
      handler: async ({ params: { purpose }, principal, traceId }) => {
        await inTransaction(app, (ctx) => withdraw(ctx, principal, purpose), { traceId });
        return { status: 204 };
      },
    }),
  ];
}
