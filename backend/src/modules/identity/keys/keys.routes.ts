import { apiKeyRequest, apiKeyRotation, apiKeyView, newApiKey } from "@waybill/protocol/schemas/api/identity";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { record } from "../../../platform/audit.ts";
import { inTransaction } from "../../../platform/context.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { ownOrganisation } from "../members/own-organisation.ts";
import { createKey, listKeys, revokeKey, rotateKey } from "./keys.service.ts";

const TAG = "API keys";
const ofKey = z.object({ id: z.string().regex(/^[0-9a-f]{12}$/) });
const SHOWN = { description: "The key, shown here and nowhere else.", schema: newApiKey };

/** Keys of the organisation whose wallet a person holds. */
export function keysRoutes({ app }: { app: App }): Route[] {
  return [
    route({
      method: "get",
      path: "/api/keys",
      permission: "session",
      isLive: true,
      summary: "The API keys of the organisation whose wallet one holds, the newest first",
      tag: TAG,
      responses: { 200: { description: "At most a hundred.", schema: z.object({ items: z.array(apiKeyView) }) } },
      handler: async ({ principal, traceId }) => ({
        status: 200,
        body: { items: await inTransaction(app, async (ctx) => listKeys(ctx, await ownOrganisation(ctx, principal)), { traceId }) },
      }),
    }),
    route({
      method: "post",
      path: "/api/keys",
      permission: "session",
      stepUp: true,
      keepsNoAnswer: true,
      summary: "Makes an API key of the organisation whose wallet one holds",
      tag: TAG,
      body: apiKeyRequest,
      responses: { 201: SHOWN },
      handler: async ({ body, principal, traceId }) => ({
        status: 201,
        body: await inTransaction(
          app,
          async (ctx) => {
            const made = await createKey(ctx, await ownOrganisation(ctx, principal), body);
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
      permission: "session",
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
            const made = await rotateKey(ctx, { account: await ownOrganisation(ctx, principal), id, overlapHours });
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
      permission: "session",
      summary: "Revokes a key at once",
      tag: TAG,
      params: ofKey,
      responses: { 204: { description: "It opens nothing any more." } },
      handler: async ({ params: { id }, principal, traceId }) => {
        await inTransaction(
          app,
          async (ctx) => {
            await revokeKey(ctx, await ownOrganisation(ctx, principal), id);
            record(ctx, { action: "key.revoked", by: principal, subject: id });
          },
          { traceId },
        );
        return { status: 204 };
      },
    }),
  ];
}
