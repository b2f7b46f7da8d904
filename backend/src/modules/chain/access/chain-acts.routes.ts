import { chainActView, type ChainActView } from "@waybill/protocol/schemas/api/chain-acts";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { hex32, type Address, type Hex32 } from "@waybill/protocol/schemas/primitives";
import { getAddress } from "viem/utils";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { record } from "../../../platform/audit.ts";
import { inTransaction } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { facet } from "../../../platform/http/facet.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { pageByTime, timePageQuery } from "../../../platform/http/time-page.ts";
import { CHAIN_PROBLEMS } from "../chain.errors.ts";
import { acknowledgeAct, listActs, type ActRow } from "./chain-acts.store.ts";

const TAG = "Installation";

/** What was done to the contracts' rights and actors, and who of the admins had noted it. */
export function chainActsRoutes(app: App): Route[] {
  return [
    route({
      method: "get",
      path: "/api/installation/chain-acts",
      act: "installation:listChainActs",
      summary: "Transactions that changed who may do what on chain, or who is registered, the newest first",
      description:
        "Each with the note that an admin made of it before, or without one. Read from the node every quarter of an hour; what was there at the " +
        "first look is not listed.",
      tag: TAG,
      query: timePageQuery.extend({ verdict: facet(chainActView.shape.verdict) }),
      responses: { 200: { description: "A page of transactions.", schema: pageOf(chainActView) } },
      handler: async ({ query: { after, limit, verdict }, traceId }) => {
        const rows = await inTransaction(app, (ctx) => listActs(ctx, verdict, { after, limit }), { traceId });
        return { status: 200, body: pageByTime(rows, limit, ({ at, transactionHash }) => ({ at, id: transactionHash }), viewOf) };
      },
    }),
    route({
      method: "post",
      path: "/api/installation/chain-acts/{hash}/acknowledgement",
      act: "installation:acknowledgeAct",
      stepUp: true,
      summary: "Says that an act without a note was looked into",
      tag: TAG,
      params: z.object({ hash: hex32 }),
      responses: { 204: { description: "It raises no alert any more, and stays listed." } },
      handler: async ({ params: { hash }, principal, traceId }) => {
        await inTransaction(
          app,
          async (ctx) => {
            if (!(await acknowledgeAct(ctx, hash.toLowerCase()))) throw new ProblemError(CHAIN_PROBLEMS.nothingToAcknowledge);
            record(ctx, { action: "chain-act.acknowledged", by: principal, subject: hash.toLowerCase() });
          },
          { traceId },
        );
        return { status: 204 };
      },
    }),
  ];
}

function viewOf({ transactionHash, events, block, verdict, at, sender, person, action, acknowledgedAt }: ActRow): ChainActView {
  return {
    transactionHash: transactionHash as Hex32,
    ...{ events, verdict, block: Number(block), at: at.toISOString() },
    sender: getAddress(sender) as Address,
    note: person === null || action === null ? null : { person, action },
    acknowledgedAt: acknowledgedAt?.toISOString() ?? null,
  };
}
