import { retirementPreview, retirementRequest, retirementRequestView, retirementTerms } from "@waybill/protocol/schemas/api/credits";
import { hex32 } from "@waybill/protocol/schemas/primitives";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { inTransaction } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { route, type Route } from "../../platform/http/route.ts";
import { CREDITS_PROBLEMS } from "./credits.errors.ts";
import { CREDITS_TAG as tag } from "./registry.routes.ts";
import { findRequest } from "./retirement-requests.store.ts";
import type { RetirementsService } from "./retirements.service.ts";

/** Retiring by signature: the holder signs and pays nothing. Its own wallet can call `retire` as well. */
export function retirementsRoutes(app: App, service: RetirementsService): Route[] {
  const viewOf = async (digest: string) => {
    const view = await findRequest({ tx: app.db.dataSource.manager }, digest);
    if (!view) throw new ProblemError(CREDITS_PROBLEMS.requestUnknown);
    return view;
  };
  return [
    route({
      method: "post",
      path: "/api/carbon/retirements/preview",
      act: "grams:read",
      summary: "What a retirement would mean, and what to sign for it",
      description: "Nothing is stored. All that the contract would refuse is refused here, with the place in the request.",
      tag,
      body: retirementTerms,
      responses: { 200: { description: "Sentences to show, and typed data for the wallet.", schema: retirementPreview } },
      handler: async ({ body, traceId }) => ({
        status: 200,
        body: await inTransaction(app, (ctx) => service.preview(ctx, body), { traceId }),
      }),
    }),
    route({
      method: "post",
      path: "/api/carbon/retirements",
      act: "grams:retire",
      credential: "signature",
      summary: "Retires grams that their holder signed away",
      description: "The holder signs `Retire` of the preview; the transaction is ours to send, and to pay.",
      tag,
      body: retirementRequest,
      responses: { 202: { description: "Accepted; on its way to the chain.", schema: retirementRequestView } },
      handler: async ({ body, traceId }) => {
        const digest = await inTransaction(app, (ctx) => service.retire(ctx, body), { traceId });
        return { status: 202, body: await viewOf(digest), headers: { Location: `/api/carbon/retirement-requests/${digest}` } };
      },
    }),
    route({
      method: "get",
      path: "/api/carbon/retirement-requests/{digest}",
      act: "grams:read",
      summary: "Where a signed retirement stands",
      tag,
      params: z.object({ digest: hex32 }),
      responses: { 200: { description: "The request.", schema: retirementRequestView } },
      handler: async ({ params: { digest } }) => ({ status: 200, body: await viewOf(digest) }),
    }),
  ];
}
