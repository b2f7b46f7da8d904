import { challenge, session, sessionRequest } from "@waybill/protocol/schemas/api/identity";
import type { App } from "../../platform/app.ts";
import { inTransaction } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { route, type Route } from "../../platform/http/route.ts";
import { newChallenge, takeChallenge } from "./challenges.store.ts";
import { IDENTITY_PROBLEMS } from "./identity.errors.ts";
import { openSession, readSignIn, type SignInChecks } from "./sessions.service.ts";

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
      summary: "A nonce for a message to sign in with",
      tag: TAG,
      responses: { 201: { description: "To be used once, within five minutes.", schema: challenge } },
      handler: async ({ traceId }) => ({ status: 201, body: await inTransaction(app, newChallenge, { traceId }) }),
    }),
    route({
      method: "post",
      path: "/api/sessions",
      permission: "signed",
      limitPerHour: PER_HOUR,
      keepsNoAnswer: true,
      summary: "Signs an account in by a signed message of EIP-4361",
      description:
        "The message names this installation's domain, address and chain, and the nonce of a challenge. It is signed by EIP-191, by a key or by a wallet contract (ERC-1271, ERC-6492). The session reads and answers reports and drafts claims for eight hours; it can state nothing about goods.",
      tag: TAG,
      body: sessionRequest,
      responses: { 201: { description: "The session's token, shown once.", schema: session } },
      handler: async ({ body, traceId }) => {
        const { message: text, signature } = body;
        const { address: account, nonce } = readSignIn(text, {
          origins: app.config,
          chainId: app.config.chain.id,
          now: app.clock.now(),
        });
        // In a transaction of its own: a nonce is used up by a wrong signature, too.
        const isTaken = await inTransaction(app, (ctx) => takeChallenge(ctx, nonce), { traceId });
        if (!isTaken) throw new ProblemError(IDENTITY_PROBLEMS.challengeUsed);
        const given = { account, text, signature: signature as `0x${string}` };
        const opened = await inTransaction(app, (ctx) => openSession(ctx, checks, given), { traceId });
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
