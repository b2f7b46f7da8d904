import { escalationProof, recallSimulation, recallsQuery, recallSummary, recallView } from "@waybill/protocol/schemas/api/recalls";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { address, hex32, type Address, type Hex32, type Subject } from "@waybill/protocol/schemas/primitives";
import { getAddress } from "viem";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { inTransaction } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { pageQuery } from "../../platform/http/paging.ts";
import { route, type Route } from "../../platform/http/route.ts";
import { subjectOf } from "../traceability/traceability.queries.ts";
import { findEscalationProof } from "./escalations.views.ts";
import { RECALLS_PROBLEMS } from "./recalls.errors.ts";
import { findRecallView, listRecalls, type ViewSources } from "./recalls.views.ts";
import { rootsOfEvent, simulateRecall } from "./simulate.ts";

const TAG = "Recalls";

const selection = z.object({
  subject: z.string().min(1).max(500).optional().describe("GS1 Digital Link or EPC URN of a lot, serial or logistic unit."),
  event: hex32.optional().describe("Event hash: everything that the event is about."),
  author: address.optional().describe("Account that would announce it: nobody asks itself, so it is left out of the holders."),
});

/** Questions about recalls. Announcing, answering and ending one is capturing a signed event; see the guide of the supplier. */
export function recallsRoutes({ app, ...sources }: { app: App } & ViewSources): Route[] {
  const reading = { tx: app.db.dataSource.manager, clock: app.clock };
  return [
    route({
      method: "get",
      path: "/api/recalls/simulation",
      act: "recalls:read",
      summary: "Whom a recall would reach, before anybody signs it",
      description: "Follows the goods forward through everything that became of them, and names who may have some. Nothing is stored.",
      tag: TAG,
      cost: 10,
      query: selection,
      responses: { 200: { description: "Goods by steps, holders, and orders that wait for some.", schema: recallSimulation } },
      handler: async ({ query, traceId }) => {
        const body = await inTransaction(
          app,
          async (ctx) => {
            const roots = query.event === undefined ? [selectedSubject(query)] : await rootsOfEvent(ctx, query.event as Hex32);
            if (roots.length === 0 || (query.event !== undefined && query.subject !== undefined)) throw nothingSelected();
            const simulation = await simulateRecall(ctx, sources, roots);
            if (simulation.holders.length + simulation.unreached.length === 0) throw new ProblemError(RECALLS_PROBLEMS.nothingReported);
            const author = accountOf(query.author);
            return { ...simulation, holders: simulation.holders.filter(({ party }) => party.account !== author) };
          },
          { traceId, isSnapshot: true },
        );
        return { status: 200, body };
      },
    }),
    route({
      method: "get",
      path: "/api/recalls",
      act: "recalls:read",
      summary: "Recalls, newest first",
      tag: TAG,
      query: pageQuery.extend(recallsQuery.shape),
      responses: { 200: { description: "A page of recalls.", schema: pageOf(recallSummary) } },
      handler: async ({ query: { author, holder, about, ...query } }) => {
        const filter = { ...query, author: accountOf(author), holder: accountOf(holder) };
        return {
          status: 200,
          body: await listRecalls(reading, sources, { ...filter, about: about === undefined ? about : subjectOf(about) }),
        };
      },
    }),
    route({
      method: "get",
      path: "/api/recalls/{notice}",
      act: "recalls:read",
      summary: "One recall: whom it asks, what they answered, and who is late",
      tag: TAG,
      params: z.object({ notice: hex32 }),
      responses: { 200: { description: "The recall.", schema: recallView } },
      handler: async ({ params, traceId }) => {
        const body = await inTransaction(
          app,
          async (ctx) => {
            const view = await findRecallView(ctx, sources, params.notice as Hex32);
            if (view === undefined) throw new ProblemError(RECALLS_PROBLEMS.unknown);
            return view;
          },
          { traceId, isSnapshot: true },
        );
        return { status: 200, body };
      },
    }),
    route({
      method: "get",
      path: "/api/recalls/{notice}/escalations/{commitment}",
      act: "recalls:read",
      summary: "One escalation as the server said it, with its proof",
      description: "Who had not answered, who was told, and when. The commitment is a leaf of the batch that `anchoring` leads to.",
      tag: TAG,
      params: z.object({ notice: hex32, commitment: hex32 }),
      responses: { 200: { description: "The escalation.", schema: escalationProof } },
      handler: async ({ params, traceId }) => {
        const named = { notice: params.notice as Hex32, commitment: params.commitment as Hex32 };
        const body = await inTransaction(app, (ctx) => findEscalationProof(ctx, { ...sources, config: app.config }, named), {
          traceId,
          isSnapshot: true,
        });
        if (body === undefined) throw new ProblemError(RECALLS_PROBLEMS.unknownEscalation);
        return { status: 200, body };
      },
    }),
  ];
}

function selectedSubject({ subject }: z.infer<typeof selection>): Subject {
  if (subject === undefined) throw nothingSelected();
  return subjectOf(subject);
}

function nothingSelected(): ProblemError {
  return new ProblemError(RECALLS_PROBLEMS.nothingSelected, {
    errors: [{ pointer: "/query/subject", message: "or `event` must name what is recalled; one of the two" }],
  });
}

function accountOf(account: string | undefined): Address | undefined {
  return account === undefined ? undefined : (getAddress(account) as Address);
}
