import { challenge, challengeRequest, session, sessionRequest } from "@waybill/protocol/schemas/api/identity";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import type { App } from "../../platform/app.ts";
import { inTransaction } from "../../platform/context.ts";
import { route, type Route } from "../../platform/http/route.ts";
import { newChallenge, openSession, takeChallenge, type SignInChecks } from "./sessions.service.ts";

const TAG = "Organisations";
const PER_HOUR = 120;

/** Signing in with a wallet, for what a signature per action would be too much. */
export function sessionsRoutes({ app, ...checks }: { app: App } & SignInChecks): Route[] {
  return [
    route({
      method: "post",
      path: "/api/sessions/challenges",
      permission: "public",
      limitPerHour: PER_HOUR,
      summary: "Something for a wallet to sign, to sign in with",
      tag: TAG,
      body: challengeRequest,
      responses: { 201: { description: "To be signed once, within five minutes.", schema: challenge } },
      handler: async ({ body, traceId }) => ({
        status: 201,
        body: await inTransaction(app, (ctx) => newChallenge(ctx, body.account as Address), { traceId }),
      }),
    }),
    route({
      method: "post",
      path: "/api/sessions",
      permission: "signed",
      limitPerHour: PER_HOUR,
      keepsNoAnswer: true,
      summary: "Signs an account in by its signature over a challenge",
      description: "The session reads and answers reports for eight hours; it can state nothing about goods.",
      tag: TAG,
      body: sessionRequest,
      responses: { 201: { description: "The session's token, shown once.", schema: session } },
      handler: async ({ body, traceId }) => {
        const { account, nonce, signature } = body;
        // In a transaction of its own: a challenge is used up by a wrong signature, too.
        const taken = await inTransaction(app, (ctx) => takeChallenge(ctx, { account: account as Address, nonce: nonce as Hex32 }), {
          traceId,
        });
        const opened = await inTransaction(
          app,
          (ctx) => openSession(ctx, { config: app.config, ...checks }, { taken, signature: signature as `0x${string}` }),
          { traceId },
        );
        return { status: 201, body: opened };
      },
    }),
    route({
      method: "delete",
      path: "/api/sessions",
      permission: "organisation",
      scope: "reports",
      summary: "Signs out: the token is worth nothing from now on",
      tag: TAG,
      responses: { 204: { description: "Signed out." } },
      handler: async ({ principal }) => {
        await app.db.pool.query("DELETE FROM api_tokens WHERE id = $1", [principal?.tokenId]);
        return { status: 204 };
      },
    }),
  ];
}
