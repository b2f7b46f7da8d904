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
import { route, type Route } from "../../../platform/http/route.ts";
import { pageQuery } from "../../../platform/http/paging.ts";
import type { BundleSources } from "../bundles/event-bundle.ts";
import { subjectOf } from "../views/journey-view.ts";
import { containmentView, contentsView } from "./contents.ts";
import { historyView } from "./history-view.ts";
import { answered, PROVEN_QUERY } from "./proven.ts";
import { productNames } from "./product-names.ts";
import { stateView } from "./state-view.ts";
import { compactTraceView } from "./trace-view.ts";
import { tracedStatements } from "./traced-statements.ts";
import type { Direction } from "./links-from.ts";

export const TRACE_TAG = "Trace graph";
/** Longer supply chains exist; whoever follows one asks again from its border. */
const MAX_LEVELS = 50;
const MAX_NODES = 10_000;

/** Strict: who asks for more than there is must not take the answer for it. */
export const subjectQuery = z.strictObject({
  subject: z.string().min(1).max(500).describe("GS1 Digital Link or EPC URN of a lot, serial or logistic unit."),
  ...PROVEN_QUERY,
});
/** What a 200 to a question has beside its body. */
export const PROVEN_HEADERS = { Link: 'Address of the proofs that follow, with `rel="next"`; absent when there are no more.' };
const momentQuery = subjectQuery.extend({ at: dateTime.optional().describe("The moment; now when absent.") });
const levels = (normal: number) => z.coerce.number().int().min(1).max(MAX_LEVELS).default(normal).describe("Steps from the subject.");

/** What the trace graph answers from: what is stored, and what proves it. */
export interface TraceSources {
  app: App;
  sources: BundleSources;
}

/** Questions to the trace graph. */
export function traceRoutes(graph: TraceSources): Route[] {
  const { app, sources } = graph;
  return [
    traceRoute(graph, "back", "What goods were made from, and what carried it"),
    traceRoute(graph, "forward", "What became of goods, and what carried it"),
    route({
      method: "get",
      path: "/api/trace/contents",
      act: "statements:read",
      summary: "What a unit holds, or held at a moment",
      description: "At the moment at which something is taken out, it is out. Statements that were declared in error do not count.",
      tag: TRACE_TAG,
      cost: 5,
      query: momentQuery.extend({ levels: levels(1) }),
      responses: { 200: { description: "The contents.", schema: contentsSchema, headers: PROVEN_HEADERS } },
      handler: async (request) => {
        const { at, levels, subject } = request.query;
        const moment = at === undefined ? app.clock.now() : new Date(at);
        const unit = subjectOf(subject);
        return answered(graph, request, (ctx) => contentsView(ctx, unit, moment, levels));
      },
    }),
    route({
      method: "get",
      path: "/api/trace/state",
      act: "statements:read",
      summary: "Where something is, who has it, what it is in and in what state, each with the event that says so",
      description:
        "For each question the newest event that answers it; a single thing shares the events of the units that carry it. A lot may be in " +
        "many places: first comes what was said of it as a whole, then each unit that holds a part of it.",
      tag: TRACE_TAG,
      cost: 5,
      query: momentQuery,
      responses: { 200: { description: "The state.", schema: stateSchema, headers: PROVEN_HEADERS } },
      handler: async (request) => {
        const { at } = request.query;
        const moment = at === undefined ? app.clock.now() : new Date(at);
        const subject = subjectOf(request.query.subject);
        return answered(graph, request, (ctx) => stateView(ctx, sources.custody, subject, moment));
      },
    }),
    route({
      method: "get",
      path: "/api/trace/history",
      act: "statements:read",
      summary: "What happened to something and to the units that carried it, and where and with whom it then was",
      tag: TRACE_TAG,
      cost: 5,
      query: subjectQuery.extend(pageQuery.shape),
      responses: { 200: { description: "A page in order of event time.", schema: historySchema, headers: PROVEN_HEADERS } },
      handler: async (request) => {
        const { after, limit } = request.query;
        const subject = subjectOf(request.query.subject);
        return answered(graph, request, (ctx) => historyView(ctx, sources.chain, subject, { after, limit }));
      },
    }),
    route({
      method: "get",
      path: "/api/trace/containment",
      act: "statements:read",
      summary: "Where something was inside, and what it held, by time",
      tag: TRACE_TAG,
      cost: 5,
      query: subjectQuery,
      responses: { 200: { description: "Both, each by time.", schema: containmentSchema, headers: PROVEN_HEADERS } },
      handler: async (request) => {
        const subject = subjectOf(request.query.subject);
        return answered(graph, request, (ctx) => containmentView(ctx, subject));
      },
    }),
  ];
}

function traceRoute(graph: TraceSources, direction: Direction, summary: string): Route {
  return route({
    method: "get",
    path: `/api/trace/${direction}`,
    act: "statements:read",
    summary,
    description:
      "A lot is followed whole, because its parts cannot be told apart. A unit that only carried the goods is followed while it carried them, " +
      "and never to what else it held. `stoppedBy` says when the answer is not complete; nodes with `followed: false` can be asked about next.",
    tag: TRACE_TAG,
    cost: 5,
    query: subjectQuery.extend({
      levels: levels(16),
      nodes: z.coerce.number().int().min(1).max(MAX_NODES).default(1_000).describe("Subjects in the answer at most."),
      form: z.enum(["whole", "compact"]).default("whole").describe("`compact`: everything is named once; for thousands of subjects."),
      statements: z.enum(["true", "false"]).default("false").describe("`true`: how far each statement that a link names has come."),
      names: z.enum(["true", "false"]).default("false").describe("`true`: the names of the products, as far as they are known."),
    }),
    responses: {
      200: { description: "Subjects and the links between them.", schema: z.union([traceSchema, compactSchema]), headers: PROVEN_HEADERS },
    },
    handler: async (request) => {
      const { levels, nodes, form, statements, names } = request.query;
      const subject = subjectOf(request.query.subject);
      return answered(graph, request, async (ctx) => {
        const trace = await compactTraceView(ctx, subject, direction, { levels, nodes });
        const commitments = trace.commitments as Hex32[];
        return {
          ...(form === "compact" ? trace : openTrace(trace)),
          ...(statements === "true" ? { statements: await tracedStatements(ctx, graph.sources.chain, commitments) } : {}),
          ...(names === "true" ? { products: await productNames(ctx, trace.subjects) } : {}),
        };
      });
    },
  });
}
