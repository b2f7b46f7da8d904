import { placeCounts, storedFile } from "@waybill/protocol/schemas/api/copies";
import { pinPlace } from "@waybill/protocol/schemas/api/documents";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { address } from "@waybill/protocol/schemas/primitives";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { record } from "../../../platform/audit.ts";
import { inTransaction } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { facet } from "../../../platform/http/facet.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { timePageQuery } from "../../../platform/http/time-page.ts";
import type { Place } from "../blocks/places.ts";
import { DOCUMENT_PROBLEMS } from "../documents.errors.ts";
import { countCopies, listFiles } from "./copies.views.ts";
import type { Pins } from "./pins.service.ts";

const TAG = "Documents";
const cid = z.string().max(100);

/** Where everybody's files are kept, for whoever runs the installation; what is in them is not shown. */
export function copiesRoutes(app: App, places: readonly Place[], pins: Pins): Route[] {
  return [
    route({
      method: "get",
      path: "/api/installation/copies",
      act: "copies:list",
      summary: "Stored files of all organisations with their copies, the newest first",
      tag: TAG,
      query: timePageQuery.extend({
        place: facet(pinPlace),
        state: facet(z.enum(["kept", "waiting", "missing", "removed"])).describe("Of the copy at that place, or at any."),
        account: facet(address).describe("Of this organisation alone."),
        cid: facet(cid),
      }),
      responses: { 200: { description: "A page of files.", schema: pageOf(storedFile) } },
      handler: async ({ query: { after, limit, ...filter }, traceId }) => ({
        status: 200,
        body: await inTransaction(app, (ctx) => listFiles(ctx, filter, { after, limit }), { traceId }),
      }),
    }),
    route({
      method: "get",
      path: "/api/installation/copies/places",
      act: "copies:list",
      summary: "How many copies are in each state at each place",
      tag: TAG,
      responses: { 200: { description: "The places that are configured; there is one page.", schema: pageOf(placeCounts) } },
      handler: async ({ traceId }) => {
        const names = places.map(({ name }) => name);
        return { status: 200, body: { items: await inTransaction(app, (ctx) => countCopies(ctx, names), { traceId }), next: null } };
      },
    }),
    route({
      method: "post",
      path: "/api/installation/copies/{cid}/renewal",
      act: "copies:renew",
      summary: "Looks for a file's copies at once, and makes again what is not there",
      description: "Every place is looked at about once an hour anyway.",
      tag: TAG,
      params: z.object({ cid }),
      responses: { 204: { description: "Each place is looked at soon." } },
      handler: async ({ params, principal, traceId }) => {
        await inTransaction(
          app,
          async (ctx) => {
            if (!(await pins.renew(ctx, params.cid))) throw new ProblemError(DOCUMENT_PROBLEMS.unknown);
            record(ctx, { action: "document.repinned", by: principal, subject: params.cid });
          },
          { traceId },
        );
        return { status: 204 };
      },
    }),
  ];
}
