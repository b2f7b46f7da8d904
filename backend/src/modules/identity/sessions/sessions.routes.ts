import { accessGrant, challenge, me, proofRequest, sessionRequest, sessionView } from "@waybill/protocol/schemas/api/identity";
import { z } from "zod";
import { record } from "../../../platform/audit.ts";
import { inTransaction, type Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { personOf, type Principal } from "../../../platform/http/principal.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { newChallenge } from "../sign-in/challenges.store.ts";
import { proveWallet } from "../sign-in/prove-wallet.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";
import { grantOf, GRANTED } from "./grant.ts";
import { proveAgain } from "./prove-again.ts";
import { readCookie, TAKE_COOKIE_BACK } from "./refresh-cookie.ts";
import { deviceOf } from "./sessions.domain.ts";
import type { Sessions } from "./create-sessions.ts";
import { continueSession, openWalletSession, renewProof, sessionEnded } from "./sessions.service.ts";
import { endSessions } from "./sessions.store.ts";
import { meView, sessionViews } from "./sessions.views.ts";

const TAG = "Sessions";
const ENDED = "Ended: it reads and writes nothing from now on.";
const PER_HOUR = 120;
/** One in ten minutes from every tab; a whole office may share an address. */
const REFRESHES_PER_HOUR = 6_000;

export function sessionsRoutes(checks: Sessions): Route[] {
  const { app, keys } = checks;
  const end = (principal: Principal | null, traceId: string, work: (ctx: Ctx) => Promise<number>, which: string) =>
    inTransaction(
      app,
      async (ctx) => {
        const ended = await work(ctx);
        if (ended > 0) record(ctx, { action: "session.ended", by: principal, subject: which, details: { sessions: ended } });
        return ended;
      },
      { traceId },
    );
  return [
    route({
      method: "post",
      path: "/api/sessions/challenges",
      act: "sessions:begin",
      limitPerHour: PER_HOUR,
      summary: "A nonce for a message to sign in with",
      tag: TAG,
      responses: { 201: { description: "To be used once, within five minutes.", schema: challenge } },
      handler: async ({ traceId }) => ({ status: 201, body: await inTransaction(app, newChallenge, { traceId }) }),
    }),
    route({
      method: "post",
      path: "/api/sessions",
      act: "sessions:begin",
      credential: "signature",
      cookies: "sets",
      refuses: [401],
      limitPerHour: PER_HOUR,
      keepsNoAnswer: true,
      summary: "Signs an account in by a signed message of EIP-4361",
      description:
        "The message names this installation's domain, address and chain, and the nonce of a challenge. It is signed by EIP-191, by a key or by " +
        "a wallet contract (ERC-1271, ERC-6492). While the account is registered the session acts for its organisation, reads and answers " +
        "reports and drafts claims, and can state nothing about goods.",
      tag: TAG,
      body: sessionRequest,
      responses: { 201: { description: GRANTED, schema: accessGrant } },
      handler: async ({ body, header, traceId }) => {
        const account = await proveWallet(checks, body, traceId);
        const device = deviceOf(header("user-agent"));
        return grantOf(checks, 201, await inTransaction(app, (ctx) => openWalletSession(ctx, checks, account, device), { traceId }));
      },
    }),
    route({
      method: "post",
      path: "/api/sessions/refresh",
      act: "sessions:continue",
      credential: "cookie",
      cookies: "reads",
      limitPerHour: REFRESHES_PER_HOUR,
      keepsNoAnswer: true,
      summary: "The next access token of the session in the cookie, and the next cookie",
      description:
        "A refresh token is used once. Within ten seconds it is taken again, for tabs that ask at once and answers that were lost; later that ends the session.",
      tag: TAG,
      responses: { 200: { description: GRANTED, schema: accessGrant } },
      handler: async ({ header, traceId }) => {
        const token = readCookie(header("cookie"));
        const opened = token === undefined ? null : await inTransaction(app, (ctx) => continueSession(ctx, checks, token), { traceId });
        if (opened === null) throw sessionEnded();
        return grantOf(checks, 200, opened);
      },
    }),
    route({
      method: "post",
      path: "/api/sessions/current/proof",
      act: "sessions:prove",
      cookies: "sets",
      limitPerHour: PER_HOUR,
      keepsNoAnswer: true,
      summary: "Proves anew who is signed in, before a dangerous act",
      description:
        "By a message as for signing in, signed by a wallet of the same person, by its password, or by a passkey of its own. It is good for five minutes. " +
        "The access token and the cookie from before are good no more.",
      tag: TAG,
      body: proofRequest,
      responses: { 200: { description: GRANTED, schema: accessGrant } },
      handler: async ({ body, principal, address, traceId }) => {
        const own = personOf(principal);
        const methods = await proveAgain(checks, body, { person: own.person, address, traceId });
        return grantOf(checks, 200, await inTransaction(app, (ctx) => renewProof(ctx, checks, own.credential, methods), { traceId }));
      },
    }),
    route({
      method: "get",
      path: "/api/me",
      act: "person:read",
      summary: "Who is signed in",
      description:
        "With `awaitsChain`, for whom the session acts is not known yet: what only an organisation may do is answered 503 until it is.",
      tag: TAG,
      responses: { 200: { description: "The person, and whom the session acts for.", schema: me } },
      handler: async ({ principal, traceId }) => ({
        status: 200,
        body: await inTransaction(app, (ctx) => meView(ctx, app.personal, principal), { traceId }),
      }),
    }),
    route({
      method: "get",
      path: "/api/sessions",
      act: "sessions:list",
      summary: "The sessions of the person who is signed in, the last used first",
      tag: TAG,
      responses: { 200: { description: "At most a hundred.", schema: z.object({ items: z.array(sessionView) }) } },
      handler: async ({ principal, traceId }) => ({
        status: 200,
        body: { items: await inTransaction(app, (ctx) => sessionViews(ctx, app.personal, principal), { traceId }) },
      }),
    }),
    route({
      method: "delete",
      path: "/api/sessions/current",
      act: "sessions:endThis",
      summary: "Signs out: ends the session that asks",
      tag: TAG,
      responses: { 204: { description: ENDED } },
      handler: async ({ principal, traceId }) => {
        const { person, credential } = personOf(principal);
        await end(principal, traceId, (ctx) => endSessions(ctx, person, credential), credential);
        return { status: 204, headers: TAKE_COOKIE_BACK };
      },
    }),
    route({
      method: "delete",
      path: "/api/sessions/{id}",
      act: "sessions:end",
      stepUp: true,
      summary: "Ends one of the person's own sessions",
      tag: TAG,
      params: z.object({ id: z.string().max(40) }),
      responses: { 204: { description: ENDED } },
      handler: async ({ params: { id }, principal, traceId }) => {
        const { person } = personOf(principal);
        const ended = await end(principal, traceId, (ctx) => endSessions(ctx, person, id), id);
        if (ended === 0) throw new ProblemError(IDENTITY_PROBLEMS.unknownSession);
        return { status: 204 };
      },
    }),
    route({
      method: "delete",
      path: "/api/sessions",
      act: "sessions:end",
      stepUp: true,
      summary: "Ends all sessions of the person who is signed in, this one too",
      tag: TAG,
      responses: { 204: { description: "Ended." } },
      handler: async ({ principal, traceId }) => {
        await end(principal, traceId, (ctx) => endSessions(ctx, personOf(principal).person), "all");
        return { status: 204, headers: TAKE_COOKIE_BACK };
      },
    }),
    route({
      method: "get",
      path: "/.well-known/jwks.json",
      act: "system:read",
      summary: "The public keys of access tokens (RFC 7517)",
      tag: TAG,
      cost: 0,
      responses: { 200: { description: "The newest first.", schema: z.object({ keys: z.array(z.record(z.string(), z.string())) }) } },
      handler: async () => ({
        status: 200,
        body: { keys: keys.list(app.clock.now()).map(({ kty, crv, alg, use, kid, x }) => ({ kty, crv, alg, use, kid, x })) },
        headers: { "Cache-Control": "public, max-age=300" },
      }),
    }),
  ];
}
