import {
  answerRequest,
  receivedReport,
  reportNumber,
  reportReceipt,
  reportRequest,
  reportStatus as reportStatusSchema,
} from "@waybill/protocol/schemas/api/reports";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { inTransaction } from "../../platform/context.ts";
import { pageQuery } from "../../platform/http/paging.ts";
import { organisationOf } from "../../platform/http/principal.ts";
import { route, type Route } from "../../platform/http/route.ts";
import { answerReport, report, withdrawContact } from "./reports.service.ts";
import { receivedReports, reportStatus } from "./reports.views.ts";

const TAG = "Reports";
const REPORTS_PER_HOUR = 20;
const LOOKUPS_PER_HOUR = 120;

export function reportsRoutes(app: App): Route[] {
  return [
    route({
      method: "post",
      path: "/api/reports",
      act: "reports:send",
      limitPerHour: REPORTS_PER_HOUR,
      summary: "Tells the organisations behind some goods what is wrong with them",
      description: "Goes to every organisation that has reported about the goods. The number in the answer reads what they reply; keep it.",
      tag: TAG,
      body: reportRequest,
      bodyLimitBytes: 16 * 1024,
      responses: { 201: { description: "Kept; the same report again is answered alike.", schema: reportReceipt } },
      handler: async ({ body, traceId }) => ({
        status: 201,
        body: await inTransaction(app, (ctx) => report(ctx, app.personal, body), { traceId }),
      }),
    }),
    route({
      method: "post",
      path: "/api/reports/lookup",
      act: "reports:lookUp",
      limitPerHour: LOOKUPS_PER_HOUR,
      summary: "What became of a report, by its number",
      description: "The number is in the body, so that it stands in no log.",
      tag: TAG,
      body: z.strictObject({ number: reportNumber }),
      responses: { 200: { description: "The report and its answers.", schema: reportStatusSchema } },
      handler: async ({ body, traceId }) => ({
        status: 200,
        body: await inTransaction(app, (ctx) => reportStatus(ctx, body.number), { traceId }),
      }),
    }),
    route({
      method: "post",
      path: "/api/reports/contact-withdrawal",
      act: "reports:withdrawContact",
      limitPerHour: LOOKUPS_PER_HOUR,
      summary: "Takes back how a reporter can be reached, by the number of the report",
      description: "It is unreadable from then on, in backups as well; the report stays. Once more changes nothing.",
      tag: TAG,
      body: z.strictObject({ number: reportNumber }),
      responses: { 204: { description: "Nobody can read it any more." } },
      handler: async ({ body, traceId }) => {
        await inTransaction(app, (ctx) => withdrawContact(ctx, app.personal, body.number), { traceId });
        return { status: 204 };
      },
    }),
    route({
      method: "get",
      path: "/api/reports",
      act: "reports:list",
      summary: "Reports that concern the organisation that is signed in, newest first",
      tag: TAG,
      query: pageQuery,
      responses: { 200: { description: "A page of reports.", schema: pageOf(receivedReport) } },
      handler: async ({ query, principal, traceId }) => ({
        status: 200,
        body: await inTransaction(app, (ctx) => receivedReports(ctx, app.personal, principal, query), { traceId }),
      }),
    }),
    route({
      method: "put",
      path: "/api/reports/{id}/answer",
      act: "reports:answer",
      summary: "Answers a report, once",
      tag: TAG,
      params: z.object({ id: z.string().min(1).max(64) }),
      body: answerRequest,
      bodyLimitBytes: 16 * 1024,
      responses: { 204: { description: "Kept." } },
      handler: async ({ params: { id }, body: { text }, principal, traceId }) => {
        await inTransaction(app, (ctx) => answerReport(ctx, { id, account: organisationOf(principal), text }), { traceId });
        return { status: 204 };
      },
    }),
  ];
}
