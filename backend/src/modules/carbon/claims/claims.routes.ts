import {
  claimRequest,
  claimsFilter,
  claimSummary,
  claimView,
  type ClaimView,
  endClaimRequest,
  issueClaimRequest,
  submitClaimRequest,
  verifyClaimRequest,
} from "@waybill/protocol/schemas/api/claims";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { getAddress } from "viem";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { record } from "../../../platform/audit.ts";
import { type Ctx, inTransaction } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { pageQuery } from "../../../platform/http/paging.ts";
import { organisationOf } from "../../../platform/http/principal.ts";
import { type Reply, route, type Route } from "../../../platform/http/route.ts";
import { CARBON_TAG } from "../footprints.routes.ts";
import { CLAIMS_PROBLEMS } from "./claims.errors.ts";
import type { ClaimParts, ClaimsService } from "./claims.service.ts";
import { findClaimView, listClaims } from "./claims.views.ts";
import { draftClaim } from "./drafts.service.ts";
import type { IssuingService } from "./issuing.service.ts";

const params = z.object({ id: z.string().max(64) });
const listQuery = pageQuery.extend({ ...claimsFilter.shape, after: z.coerce.number().int().nonnegative().optional() });

interface ClaimsRoutes {
  app: App;
  parts: ClaimParts;
  service: ClaimsService & IssuingService;
}

/** Claims to savings, from draft to issuance. */
export function claimsRoutes({ app, parts, service }: ClaimsRoutes): Route[] {
  const viewOf = (id: string, traceId: string): Promise<ClaimView> =>
    inTransaction(
      app,
      async (ctx) => {
        const view = await findClaimView(ctx, parts, id);
        if (view === undefined) throw new ProblemError(CLAIMS_PROBLEMS.unknown);
        return view;
      },
      { traceId, isSnapshot: true },
    );
  /** An act on a claim, and the claim after it. */
  const acting = async (status: number, id: string, traceId: string, act: (ctx: Ctx) => Promise<void>): Promise<Reply> => {
    await inTransaction(app, act, { traceId });
    return { status, body: await viewOf(id, traceId) };
  };
  const tag = CARBON_TAG;
  return [
    route({
      method: "post",
      path: "/api/carbon/claims",
      act: "claims:draft",
      summary: "Writes down a claim to a saving",
      description:
        "The saving is that of a kept footprint beside the same goods on another way. How many grams are claimed is computed, never stated. A draft " +
        "keeps nobody from claiming the same transports: whoever submits first has them, and `collisions` of the answer names those that another claim has.",
      tag,
      body: claimRequest,
      responses: { 201: { description: "The draft.", schema: claimView } },
      handler: async ({ body, principal, traceId }) => {
        const claimant = organisationOf(principal);
        const id = await inTransaction(
          app,
          async (ctx) => {
            const drafted = await draftClaim(ctx, parts, claimant, body);
            record(ctx, { action: "claim.drafted", by: principal, subject: drafted });
            return drafted;
          },
          { traceId },
        );
        return { status: 201, body: await viewOf(id, traceId), headers: { Location: `/api/carbon/claims/${id}` } };
      },
    }),
    route({
      method: "get",
      path: "/api/carbon/claims",
      act: "claims:read",
      summary: "Claims, newest first",
      tag,
      query: listQuery,
      responses: { 200: { description: "A page of claims.", schema: pageOf(claimSummary) } },
      handler: async ({ query: { organisation, verifier, after = null, ...query } }) => {
        const filter = { ...query, after, organisation: accountOf(organisation), verifier: accountOf(verifier) };
        return { status: 200, body: await listClaims({ tx: app.db.dataSource.manager }, filter) };
      },
    }),
    route({
      method: "get",
      path: "/api/carbon/claims/{id}",
      act: "claims:read",
      summary: "One claim: both footprints, evidence, terms and every step",
      tag,
      params,
      responses: { 200: { description: "The claim.", schema: claimView } },
      handler: async ({ params: { id }, traceId }) => ({ status: 200, body: await viewOf(id, traceId) }),
    }),
    route({
      method: "post",
      path: "/api/carbon/claims/{id}/submit",
      act: "claims:submit",
      credential: "signature",
      summary: "The claimant stands behind its draft",
      description: "The claimant signs `SubmitClaim`; the verifier is asked. From here on no other claim can have the same transports.",
      tag,
      params,
      body: submitClaimRequest,
      responses: { 200: { description: "The claim.", schema: claimView } },
      handler: ({ params: { id }, body, traceId }) => acting(200, id, traceId, (ctx) => service.submit(ctx, id, body)),
    }),
    route({
      method: "post",
      path: "/api/carbon/claims/{id}/verify",
      act: "claims:verify",
      credential: "signature",
      summary: "The verifier stands behind a claim",
      description: "The verifier signs CarbonToken's `Issue` with the claim's terms. Once more renews the signature with another deadline.",
      tag,
      params,
      body: verifyClaimRequest,
      responses: { 200: { description: "The claim.", schema: claimView } },
      handler: ({ params: { id }, body, traceId }) => acting(200, id, traceId, (ctx) => service.verify(ctx, id, body)),
    }),
    route({
      method: "post",
      path: "/api/carbon/claims/{id}/reject",
      act: "claims:reject",
      credential: "signature",
      summary: "The verifier rejects a claim, with a reason",
      description:
        "The verifier signs `EndClaim`. A signature that it gave before stays good on chain until its deadline, unless it is withdrawn there.",
      tag,
      params,
      body: endClaimRequest,
      responses: { 200: { description: "The claim.", schema: claimView } },
      handler: ({ params: { id }, body, traceId }) => acting(200, id, traceId, (ctx) => service.end(ctx, id, "reject", body)),
    }),
    route({
      method: "post",
      path: "/api/carbon/claims/{id}/withdraw",
      act: "claims:withdraw",
      credential: "signature",
      summary: "The claimant withdraws its claim, with a reason",
      description: "The claimant signs `EndClaim`.",
      tag,
      params,
      body: endClaimRequest,
      responses: { 200: { description: "The claim.", schema: claimView } },
      handler: ({ params: { id }, body, traceId }) => acting(200, id, traceId, (ctx) => service.end(ctx, id, "withdraw", body)),
    }),
    route({
      method: "post",
      path: "/api/carbon/claims/{id}/issue",
      act: "claims:issue",
      credential: "signature",
      summary: "An issuer orders the grams of a verified claim",
      description: "An issuer signs `OrderIssue` over the digest of the verification; the transaction is ours to send.",
      tag,
      params,
      body: issueClaimRequest,
      responses: { 202: { description: "Accepted; on its way to the chain.", schema: claimView } },
      handler: ({ params: { id }, body, traceId }) => acting(202, id, traceId, (ctx) => service.issue(ctx, id, body)),
    }),
  ];
}

function accountOf(account: string | undefined): Address | undefined {
  return account === undefined ? undefined : (getAddress(account) as Address);
}
