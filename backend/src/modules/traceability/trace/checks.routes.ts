import { balanceView as balanceSchema, traceFindingsView as findingsSchema } from "@waybill/protocol/schemas/api/trace";
import { z } from "zod";
import { route, type Route } from "../../../platform/http/route.ts";
import { subjectOf } from "../views/journey-view.ts";
import { balanceView } from "./balance-view.ts";
import { traceFindingsView } from "./findings-view.ts";
import { answered } from "./proven.ts";
import { PROVEN_HEADERS, subjectQuery, TRACE_TAG, type TraceSources } from "./trace.routes.ts";

/** What does not add up in the trace graph. */
export function checkRoutes(graph: TraceSources): Route[] {
  return [
    route({
      method: "get",
      path: "/api/trace/balance",
      act: "statements:read",
      summary: "How much was made and used of goods, and whether it adds up",
      description:
        "Amounts are converted where their units convert. Reports are added up per organisation, because two may have told of one event. " +
        "Weights and volumes must not grow by more than a tenth where goods are made; of cases and pieces nobody can tell.",
      tag: TRACE_TAG,
      cost: 5,
      query: subjectQuery,
      responses: { 200: { description: "The balance.", schema: balanceSchema, headers: PROVEN_HEADERS } },
      handler: async (request) => {
        const subject = subjectOf(request.query.subject);
        return answered(graph, request, (ctx) => balanceView(ctx, subject));
      },
    }),
    route({
      method: "get",
      path: "/api/trace/findings",
      act: "statements:read",
      summary: "Contradictions and gaps along a trace: in time, in place, in contents and in amounts",
      description:
        "Each names its rule and the statements that show it. Impossible travel is a way between two places with known coordinates that is " +
        "faster than 1,000 km per hour (no freight), or than 350 km per hour (only by air), with 10 km and 15 minutes allowed for.",
      tag: TRACE_TAG,
      cost: 5,
      query: subjectQuery.extend({ direction: z.enum(["back", "forward"]).default("back") }),
      responses: { 200: { description: "The findings, gravest first.", schema: findingsSchema, headers: PROVEN_HEADERS } },
      handler: async (request) => {
        const { direction } = request.query;
        const subject = subjectOf(request.query.subject);
        return answered(graph, request, (ctx) => traceFindingsView(ctx, graph.sources.chain, subject, direction));
      },
    }),
  ];
}
