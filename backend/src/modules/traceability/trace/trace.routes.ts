import {
  compactTraceView as compactSchema,
  containmentView as containmentSchema,
  contentsView as contentsSchema,
  historyView as historySchema,
  stateView as stateSchema,
  traceView as traceSchema,
} from "@waybill/protocol/schemas/api/trace";
import { dateTime, type Hex32 } from "@waybill/protocol/schemas/primitives";
import { openTrace } from "@waybill/protocol/trace/open-trace";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { inTransaction } from "../../../platform/context.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { pageQuery } from "../../../platform/http/paging.ts";
import type { CustodyOfUnits, StatementChain } from "../traceability.ports.ts";
import { subjectOf } from "../views/journey-view.ts";
import { containmentView, contentsView } from "./contents.ts";
import { historyView } from "./history-view.ts";
import { stateView } from "./state-view.ts";
import { compactTraceView } from "./trace-view.ts";
import { tracedStatements } from "./traced-statements.ts";
import type { Direction } from "./links-from.ts";

export const TRACE_TAG = "Trace graph";
/** Longer supply chains exist; whoever follows one asks again from its border. */
const MAX_LEVELS = 50;
const MAX_NODES = 10_000;

/** Strict: who asks for more than there is, such as `proof=true`, must not take the answer for it. `proofs` in each says where proofs are. */
export const subjectQuery = z.strictObject({
  subject: z.string().min(1).max(500).describe("GS1 Digital Link or EPC URN of a lot, serial or logistic unit."),
});
const momentQuery = subjectQuery.extend({ at: dateTime.optional().describe("The moment; now when absent.") });
const levels = (normal: number) => z.coerce.number().int().min(1).max(MAX_LEVELS).default(normal).describe("Steps from the subject.");

/** Questions to the trace graph. */
export function traceRoutes({ app, chain, custody }: { app: App; chain: StatementChain; custody: CustodyOfUnits }): Route[] {
  return [
    traceRoute(app, chain, "back", "What goods were made from, and what carried it"),
    traceRoute(app, chain, "forward", "What became of goods, and what carried it"),
    route({
      method: "get",
      path: "/api/trace/contents",
      permission: "public",
      summary: "What a unit holds, or held at a moment",
      description: "At the moment at which something is taken out, it is out. Statements that were declared in error do not count.",
      tag: TRACE_TAG,
      query: momentQuery.extend({ levels: levels(1) }),
      responses: { 200: { description: "The contents.", schema: contentsSchema } },
      handler: async ({ query, traceId }) => {
        const at = query.at === undefined ? app.clock.now() : new Date(query.at);
        const subject = subjectOf(query.subject);
        const body = await inTransaction(app, (ctx) => contentsView(ctx, subject, at, query.levels), { traceId, isSnapshot: true });
        return { status: 200, body };
      },
    }),
    route({
      method: "get",
      path: "/api/trace/state",
      permission: "public",
      summary: "Where something is, who has it, what it is in and in what state, each with the event that says so",
      description:
        "For each question the newest event that answers it; a single thing shares the events of the units that carry it. A lot may be in " +
        "many places: first comes what was said of it as a whole, then each unit that holds a part of it.",
      tag: TRACE_TAG,
      query: momentQuery,
      responses: { 200: { description: "The state.", schema: stateSchema } },
      handler: async ({ query, traceId }) => {
        const at = query.at === undefined ? app.clock.now() : new Date(query.at);
        const subject = subjectOf(query.subject);
        return {
          status: 200,
          body: await inTransaction(app, (ctx) => stateView(ctx, custody, subject, at), { traceId, isSnapshot: true }),
        };
      },
    }),
    route({
      method: "get",
      path: "/api/trace/history",
      permission: "public",
      summary: "What happened to something and to the units that carried it, and where and with whom it then was",
      tag: TRACE_TAG,
      query: subjectQuery.extend(pageQuery.shape),
      responses: { 200: { description: "A page in order of event time.", schema: historySchema } },
      handler: async ({ query: { subject: text, ...page }, traceId }) => {
        const subject = subjectOf(text);
        return {
          status: 200,
          body: await inTransaction(app, (ctx) => historyView(ctx, chain, subject, page), { traceId, isSnapshot: true }),
        };
      },
    }),
    route({
      method: "get",
      path: "/api/trace/containment",
      permission: "public",
      summary: "Where something was inside, and what it held, by time",
      tag: TRACE_TAG,
      query: subjectQuery,
      responses: { 200: { description: "Both, each by time.", schema: containmentSchema } },
      handler: async ({ query, traceId }) => {
        const subject = subjectOf(query.subject);
        return { status: 200, body: await inTransaction(app, (ctx) => containmentView(ctx, subject), { traceId, isSnapshot: true }) };
      },
    }),
  ];
}

function traceRoute(app: App, chain: StatementChain, direction: Direction, summary: string): Route {
  return route({
    method: "get",
    path: `/api/trace/${direction}`,
    permission: "public",
    summary,
    description:
      "A lot is followed whole, because its parts cannot be told apart. A unit that only carried the goods is followed while it carried them, " +
      "and never to what else it held. `stoppedBy` says when the answer is not complete; nodes with `followed: false` can be asked about next.",
    tag: TRACE_TAG,
    query: subjectQuery.extend({
      levels: levels(16),
      nodes: z.coerce.number().int().min(1).max(MAX_NODES).default(1_000).describe("Subjects in the answer at most."),
      form: z.enum(["whole", "compact"]).default("whole").describe("`compact`: everything is named once; for thousands of subjects."),
      statements: z.enum(["true", "false"]).default("false").describe("`true`: how far each statement that a link names has come."),
    }),
    responses: { 200: { description: "Subjects and the links between them.", schema: z.union([traceSchema, compactSchema]) } },
    handler: async ({ query: { subject: text, statements, form, ...limits }, traceId }) => {
      const subject = subjectOf(text);
      const body = await inTransaction(
        app,
        async (ctx) => {
          const trace = await compactTraceView(ctx, subject, direction, limits);
          const more = statements === "true" ? { statements: await tracedStatements(ctx, chain, trace.commitments as Hex32[]) } : {};
          return { ...(form === "compact" ? trace : openTrace(trace)), ...more };
        },
        { traceId, isSnapshot: true },
      );
      return { status: 200, body };
    },
  });
}
