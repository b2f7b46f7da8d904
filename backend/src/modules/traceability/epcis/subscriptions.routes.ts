import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { record } from "../../../platform/audit.ts";
import { inTransaction } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { organisationOf } from "../../../platform/http/principal.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { getNamedQuery } from "../query/named-queries.ts";
import { querySchedule } from "../subscriptions/schedule.ts";
import type { SettledSequence } from "../subscriptions/settled-sequence.ts";
import { subscribe, subscriptionBody } from "../subscriptions/subscriptions.service.ts";
import { deleteSubscription, findSubscription, getSubscription, listSubscriptions } from "../subscriptions/subscriptions.store.ts";
import { minRecordTimeOf, subscriptionView } from "../subscriptions/subscriptions.views.ts";
import { TRACEABILITY_PROBLEMS } from "../traceability.errors.ts";
import { discovery, TAG } from "./discovery.ts";
import { JSON_TYPES, jsonReply } from "./events-page.ts";
import { DISCOVERY_HEADERS, documented, EPCIS_HEADERS } from "./headers.ts";
import { ASKING_PARAMETERS, checkVersions, epcFormatOf, EXTENSIONS_PARAMETER, FORMAT_PARAMETERS, SENDING_PARAMETERS } from "./negotiate.ts";
import { nextPageHeaders, PAGING_PARAMETERS, readPageRequest } from "./paging.ts";
import { PROOF_PARAMETER, wantsProof } from "./proofs.ts";

const SUBSCRIPTIONS = "/epcis/queries/{queryName}/subscriptions";
const SUBSCRIPTION = `${SUBSCRIPTIONS}/{subscriptionID}`;

const ofQuery = z.object({ queryName: z.string().max(200) });
const ofSubscription = ofQuery.extend({ subscriptionID: z.string().max(100) });

const time = z.iso.datetime();
const subscriptionSchema = z.object({
  subscriptionID: z.string(),
  queryName: z.string(),
  dest: z.string(),
  createdAt: time,
  lastNotifiedAt: time.optional(),
  initialRecordTime: time,
  minRecordTime: time,
  epcFormat: z.string(),
  reportIfEmpty: z.boolean(),
  stream: z.literal(true).optional(),
  schedule: querySchedule.optional(),
  proof: z.literal(true).optional(),
});

/** Subscriptions to named queries; each belongs to the organisation that made it, which alone sees it. */
export function subscriptionsRoutes({ app, settledSequence }: { app: App; settledSequence: SettledSequence }): Route[] {
  return [
    discovery(SUBSCRIPTIONS, "OPTIONS, GET, POST"),
    route({
      method: "options",
      path: SUBSCRIPTION,
      act: "system:read",
      summary: "Versions and methods of this resource, and up to when events were reported",
      tag: TAG,
      params: ofSubscription,
      parameters: [EXTENSIONS_PARAMETER],
      responses: {
        204: {
          description: "In the headers.",
          headers: documented("Allow", "GS1-Query-Min-Record-Time", ...Object.keys(DISCOVERY_HEADERS)),
        },
      },
      handler: async ({ params: { queryName, subscriptionID }, traceId }) => {
        const found = await inTransaction(app, (ctx) => findSubscription(ctx, subscriptionID), { traceId });
        if (found?.queryName !== queryName) throw new ProblemError(TRACEABILITY_PROBLEMS.unknownSubscription);
        const minRecordTime = minRecordTimeOf(found).toISOString();
        return {
          status: 204,
          headers: { ...DISCOVERY_HEADERS, Allow: "OPTIONS, DELETE, GET", "GS1-Query-Min-Record-Time": minRecordTime },
        };
      },
    }),
    route({
      method: "get",
      path: SUBSCRIPTIONS,
      act: "subscriptions:read",
      summary: "Your organisation's subscriptions to a query",
      tag: TAG,
      params: ofQuery,
      query: z.looseObject({}),
      parameters: [...PAGING_PARAMETERS, ...ASKING_PARAMETERS],
      produces: JSON_TYPES,
      responses: {
        200: {
          description: "A page of them; `Link` leads to the next.",
          schema: z.array(subscriptionSchema),
          headers: documented(...Object.keys(EPCIS_HEADERS), "Link", "GS1-Next-Page-Token-Expires"),
        },
      },
      handler: async (request) => {
        checkVersions(request);
        const { queryName } = request.params;
        const account = request.principal?.account ?? "";
        const page = await readPageRequest(app, request.query, { question: ["subscriptions", queryName, account] });
        const found = await inTransaction(
          app,
          async (ctx) => {
            await getNamedQuery(ctx, queryName);
            return listSubscriptions(ctx, { queryName, account, after: page.after?.[0] ?? "", limit: page.perPage + 1 });
          },
          { traceId: request.traceId },
        );
        const subscriptions = found.slice(0, page.perPage);
        const last = subscriptions.at(-1);
        const next =
          last === undefined || found.length <= page.perPage
            ? {}
            : nextPageHeaders(app, request.url, { query: page.fingerprint, position: [last.id], left: null });
        return jsonReply(request, subscriptions.map(subscriptionView), next);
      },
    }),
    route({
      method: "post",
      path: SUBSCRIPTIONS,
      act: "subscriptions:begin",
      summary: "Subscribes an address to a query",
      description:
        "`dest` gets an EPCISQueryDocument by POST: with `stream` as soon as a matching event is stored, with `schedule` (UTC) whenever it comes true, " +
        "then also without events if `reportIfEmpty` is set. Events come in the order in which they were stored. Each document has an `Idempotency-Key`, " +
        "which is the same when it is sent again; whatever is not answered by 2xx is. With a `signatureToken`, `GS1-Signature` is " +
        "`t=<unix seconds>,v1=<hex>`: HMAC-SHA-256, keyed with the token, of the seconds, a full stop and the body. " +
        "While the token changes over there is a `v1` for each. With `proof` what is sent at once is not anchored yet: its proof is the signature, and says so.",
      tag: TAG,
      params: ofQuery,
      query: z.looseObject({}),
      body: subscriptionBody,
      accepts: JSON_TYPES,
      produces: JSON_TYPES,
      parameters: [PROOF_PARAMETER, ...SENDING_PARAMETERS, ...FORMAT_PARAMETERS],
      responses: {
        201: {
          description: "Subscribed, until it is deleted.",
          schema: subscriptionSchema,
          headers: documented(...Object.keys(EPCIS_HEADERS), "Location"),
        },
      },
      handler: async (request) => {
        checkVersions(request);
        const { params, body, principal, traceId } = request;
        const subscription = await subscribe(app, settledSequence, body, {
          ...{ account: principal?.account ?? "", by: principal, queryName: params.queryName },
          epcFormat: epcFormatOf(request),
          hasProofs: wantsProof(request.query),
          traceId,
        });
        const location = `/epcis/queries/${encodeURIComponent(params.queryName)}/subscriptions/${subscription.id}`;
        return { ...jsonReply(request, subscriptionView(subscription), { Location: location }), status: 201 };
      },
    }),
    route({
      method: "get",
      path: SUBSCRIPTION,
      act: "subscriptions:read",
      summary: "One subscription of your organisation",
      tag: TAG,
      params: ofSubscription,
      parameters: ASKING_PARAMETERS,
      produces: JSON_TYPES,
      responses: {
        200: { description: "The subscription.", schema: subscriptionSchema, headers: documented(...Object.keys(EPCIS_HEADERS)) },
      },
      handler: async (request) => {
        checkVersions(request);
        const { queryName, subscriptionID: id } = request.params;
        const account = request.principal?.account ?? "";
        const found = await inTransaction(app, (ctx) => getSubscription(ctx, account, { id, queryName }), { traceId: request.traceId });
        return jsonReply(request, subscriptionView(found));
      },
    }),
    route({
      method: "delete",
      path: SUBSCRIPTION,
      act: "subscriptions:end",
      summary: "Ends a subscription of your organisation",
      tag: TAG,
      params: ofSubscription,
      responses: { 204: { description: "Ended. What is on its way may still arrive." } },
      handler: async ({ params: { queryName, subscriptionID: id }, principal, traceId }) => {
        await inTransaction(
          app,
          async (ctx) => {
            const account = organisationOf(principal);
            await getSubscription(ctx, account, { id, queryName });
            await deleteSubscription(ctx, account, id);
            record(ctx, { action: "subscription.removed", by: principal, subject: id });
          },
          { traceId },
        );
        return { status: 204, headers: EPCIS_HEADERS };
      },
    }),
  ];
}
