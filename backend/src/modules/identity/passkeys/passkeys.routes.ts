import { newPasskey, passkeyCreation, passkeyName, passkeyView } from "@waybill/protocol/schemas/api/passkeys";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { inTransaction } from "../../../platform/context.ts";
import { personOf } from "../../../platform/http/principal.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { deviceOf } from "../sessions/sessions.domain.ts";
import { addPasskey, passkeyCreationFor, passkeyViews, removePasskey, renameOwnPasskey } from "./passkeys.service.ts";

const TAG = "Sessions";
const PER_HOUR = 60;
const PATH = "/api/me/passkeys";
const ofPasskey = z.object({ id: z.string().max(40) });

/** The passkeys of whoever is signed in. */
export function passkeysRoutes({ app }: { app: App }): Route[] {
  return [
    route({
      method: "get",
      path: PATH,
      act: "person:listPasskeys",
      summary: "The passkeys of the person who is signed in, the newest first",
      tag: TAG,
      responses: { 200: { description: "At most twenty.", schema: z.object({ items: z.array(passkeyView) }) } },
      handler: async ({ principal, traceId }) => ({
        status: 200,
        body: { items: await inTransaction(app, (ctx) => passkeyViews(ctx, app.personal, principal), { traceId }) },
      }),
    }),
    route({
      method: "post",
      path: `${PATH}/options`,
      act: "person:addFactor",
      stepUp: true,
      keepsNoAnswer: true,
      limitPerHour: PER_HOUR,
      summary: "What a browser is asked with to make a passkey",
      description: "For `navigator.credentials.create()`. Its challenge is good once, for five minutes, and for this person alone.",
      tag: TAG,
      responses: { 201: { description: "Without `rp.id`: a browser takes the host of its page.", schema: passkeyCreation } },
      handler: async ({ principal, traceId }) => ({
        status: 201,
        body: await inTransaction(app, (ctx) => passkeyCreationFor(ctx, app.personal, personOf(principal).person), { traceId }),
      }),
    }),
    route({
      method: "post",
      path: PATH,
      act: "person:addFactor",
      stepUp: true,
      keepsNoAnswer: true,
      limitPerHour: PER_HOUR,
      summary: "Keeps a passkey that a browser has made",
      description:
        "It must have been made on a page of this installation, by finger, face or PIN. It is named after the browser until its owner gives it another name.",
      tag: TAG,
      body: newPasskey,
      responses: { 201: { description: "It signs in from now on.", schema: passkeyView } },
      handler: async ({ body: { passkey }, principal, header, traceId }) => ({
        status: 201,
        body: await addPasskey(app, principal, { passkey, name: deviceOf(header("user-agent")) }, traceId),
      }),
    }),
    route({
      method: "put",
      path: `${PATH}/{id}`,
      act: "person:protect",
      limitPerHour: PER_HOUR,
      summary: "Gives a passkey another name",
      tag: TAG,
      params: ofPasskey,
      body: passkeyName,
      responses: { 204: { description: "It has the name." } },
      handler: async ({ params: { id }, body: { name }, principal, traceId }) => {
        await inTransaction(app, (ctx) => renameOwnPasskey(ctx, app.personal, principal, { id, name }), { traceId });
        return { status: 204 };
      },
    }),
    route({
      method: "delete",
      path: `${PATH}/{id}`,
      act: "person:protect",
      stepUp: true,
      limitPerHour: PER_HOUR,
      summary: "Forgets a passkey, and ends all other sessions",
      description: "Not the last way in: somebody without wallet and password keeps one that signs in.",
      tag: TAG,
      params: ofPasskey,
      responses: { 204: { description: "It opens nothing any more." } },
      handler: async ({ params: { id }, principal, traceId }) => {
        await inTransaction(app, (ctx) => removePasskey(ctx, principal, id), { traceId });
        return { status: 204 };
      },
    }),
  ];
}
