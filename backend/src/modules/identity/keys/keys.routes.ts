import { apiKeyRequest, apiKeyRotation, apiKeyView, newApiKey } from "@waybill/protocol/schemas/api/identity";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { record } from "../../../platform/audit.ts";
import { inTransaction } from "../../../platform/context.ts";
import { organisationOf } from "../../../platform/http/principal.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { createKey, listKeys, revokeKey, rotateKey } from "./keys.service.ts";

const TAG = "API keys";
const ofKey = z.object({ id: z.string().regex(/^[0-9a-f]{12}$/) });
const SHOWN = { description: "The key, shown here and nowhere else.", schema: newApiKey };

/** Keys of the organisation that a person decides for. */
export function keysRoutes({ app }: { app: App }): Route[] {
  return [
    route({
      method: "get",
      path: "/api/keys",
      act: "apiKeys:list",
      summary: "The API keys of the organisation that one decides for, the newest first",
      tag: TAG,
      responses: { 200: { description: "At most a hundred.", schema: z.object({ items: z.array(apiKeyView) }) } },
      handler: async ({ principal, traceId }) => ({
        status: 200,
        body: { items: await inTransaction(app, (ctx) => listKeys(ctx, organisationOf(principal)), { traceId }) },
      }),
    }),
    route({
      method: "post",
      path: "/api/keys",
      act: "apiKeys:make",
      stepUp: true,
      keepsNoAnswer: true,
      summary: "Makes an API key of the organisation that one decides for",
      tag: TAG,
      body: apiKeyRequest,
      responses: { 201: SHOWN },
      handler: async ({ body, principal, traceId }) => ({
        status: 201,
        body: await inTransaction(
          app,
          async (ctx) => {
            const made = await createKey(ctx, organisationOf(principal), body);
            record(ctx, { action: "key.made", by: principal, subject: made.id, details: { scopes: body.scopes.join(" ") } });
            return made;
          },
          { traceId },
        ),
      }),
    }),
    route({
      method: "post",
      path: "/api/keys/{id}/rotation",
      act: "apiKeys:rotate",
      stepUp: true,
      keepsNoAnswer: true,
      summary: "A new key in the place of one, which stays good for a while",
      tag: TAG,
      params: ofKey,
      body: apiKeyRotation,
      responses: { 201: SHOWN },
      handler: async ({ params: { id }, body: { overlapHours }, principal, traceId }) => ({
        status: 201,
        body: await inTransaction(
          app,
          async (ctx) => {
            const made = await rotateKey(ctx, { account: organisationOf(principal), id, overlapHours });
            record(ctx, { action: "key.rotated", by: principal, subject: id, details: { next: made.id, overlapHours } });
            return made;
          },
          { traceId },
        ),
      }),
    }),
    route({
      method: "delete",
      path: "/api/keys/{id}",
      act: "apiKeys:revoke",
      summary: "Revokes a key at once",
      tag: TAG,
      params: ofKey,
      responses: { 204: { description: "It opens nothing any more." } },
      handler: async ({ params: { id }, principal, traceId }) => {
        await inTransaction(
          app,
          async (ctx) => {
            await revokeKey(ctx, organisationOf(principal), id);
            record(ctx, { action: "key.revoked", by: principal, subject: id });
          },
          { traceId },
        );
        return { status: 204 };
      },
    }),
  ];
}
