import { accessGrant } from "@waybill/protocol/schemas/api/identity";
import { passkeyProof, passkeyRequest } from "@waybill/protocol/schemas/api/passkeys";
import { inTransaction } from "../../../platform/context.ts";
import { personOf } from "../../../platform/http/principal.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import type { Sessions } from "../sessions/create-sessions.ts";
import { grantOf, GRANTED } from "../sessions/grant.ts";
import { deviceOf } from "../sessions/sessions.domain.ts";
import { openPasskeySession } from "../sessions/sessions.service.ts";
import { passkeyRequestFor } from "./passkeys.service.ts";
import { provePasskey } from "./prove-passkey.ts";

const TAG = "Sessions";
/** Each page to sign in with asks for one challenge after another; a whole office may share an address. */
const PER_HOUR = 1_200;
const ASKED = { description: "For `navigator.credentials.get()`.", schema: passkeyRequest };

/** Signing in, and proving it anew, by passkey (WebAuthn). */
export function passkeySignInRoutes(sessions: Sessions): Route[] {
  const { app } = sessions;
  return [
    route({
      method: "post",
      path: "/api/sessions/passkey/options",
      act: "sessions:begin",
      keepsNoAnswer: true,
      limitPerHour: PER_HOUR,
      summary: "What a browser is asked with for a passkey to sign in with",
      description: "Names nobody: the browser offers what it has for this installation. The challenge is good once, for five minutes.",
      tag: TAG,
      responses: { 201: ASKED },
      handler: async ({ traceId }) => ({ status: 201, body: await inTransaction(app, (ctx) => passkeyRequestFor(ctx, null), { traceId }) }),
    }),
    route({
      method: "post",
      path: "/api/sessions/passkey",
      act: "sessions:begin",
      cookies: "sets",
      keepsNoAnswer: true,
      limitPerHour: PER_HOUR,
      summary: "Signs the person in whose passkey answered",
      description:
        "It answers a challenge of ours on a page of ours, by finger, face or PIN; so no code of an app is asked for. The session acts for the " +
        "organisation of the person's wallet, else for the one joined last.",
      tag: TAG,
      body: passkeyProof,
      responses: { 201: { description: GRANTED, schema: accessGrant } },
      handler: async ({ body: { passkey }, header, traceId }) => {
        const device = deviceOf(header("user-agent"));
        const opened = await provePasskey(app, passkey, { by: null, traceId }, (ctx, proven) =>
          openPasskeySession(ctx, sessions, { ...proven, device }),
        );
        return grantOf(sessions, 201, opened);
      },
    }),
    route({
      method: "post",
      path: "/api/sessions/current/proof/options",
      act: "sessions:prove",
      keepsNoAnswer: true,
      limitPerHour: PER_HOUR,
      summary: "What a browser is asked with for a passkey of the person who is signed in",
      tag: TAG,
      responses: { 201: ASKED },
      handler: async ({ principal, traceId }) => ({
        status: 201,
        body: await inTransaction(app, (ctx) => passkeyRequestFor(ctx, personOf(principal).person), { traceId }),
      }),
    }),
  ];
}
