import { accessGrant } from "@waybill/protocol/schemas/api/identity";
import { accountName, newPasskey, passkeyCreation } from "@waybill/protocol/schemas/api/passkeys";
import { inTransaction } from "../../../platform/context.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import type { Sessions } from "../sessions/create-sessions.ts";
import { grantOf, GRANTED } from "../sessions/grant.ts";
import { deviceOf } from "../sessions/sessions.domain.ts";
import { accountCreation, checkSignUp, signUp } from "./accounts.service.ts";

const TAG = "Sessions";
/** Of one network: a household or a small office signs up in an hour, and whoever wants thousands of accounts does not. */
const PER_HOUR = 30;
/** Whoever leaves off asks again. */
const ASKED_PER_HOUR = 120;

/** An account for whoever wants one, without wallet, e-mail address and invitation. */
export function accountsRoutes(sessions: Sessions): Route[] {
  const { app } = sessions;
  return [
    route({
      method: "post",
      path: "/api/accounts/options",
      act: "accounts:make",
      keepsNoAnswer: true,
      limitPerHour: ASKED_PER_HOUR,
      refuses: [403],
      summary: "What a browser is asked with to make the passkey that opens a new account",
      description:
        "A name is for the device's own list, and kept nowhere here. The challenge is good once, for five minutes. With SIGN_UP=off nobody is asked.",
      tag: TAG,
      body: accountName,
      responses: {
        201: { description: "For `navigator.credentials.create()`; nothing is kept until it is answered.", schema: passkeyCreation },
      },
      handler: async ({ body: { name }, traceId }) => {
        checkSignUp(sessions);
        return { status: 201, body: await inTransaction(app, (ctx) => accountCreation(ctx, name), { traceId }) };
      },
    }),
    route({
      method: "post",
      path: "/api/accounts",
      act: "accounts:make",
      cookies: "sets",
      keepsNoAnswer: true,
      limitPerHour: PER_HOUR,
      refuses: [403],
      summary: "Makes an account that a passkey opens, and signs in",
      description:
        "The passkey was made on a page of this installation, by finger, face or PIN, and is kept by its device: that is two factors. Whoever has the account is a customer and " +
        "nothing else, until an organisation or an admin makes more of it.",
      tag: TAG,
      body: newPasskey,
      responses: { 201: { description: GRANTED, schema: accessGrant } },
      handler: async ({ body: { passkey }, header, traceId }) => {
        checkSignUp(sessions);
        return grantOf(sessions, 201, await signUp(sessions, { passkey, device: deviceOf(header("user-agent")) }, traceId));
      },
    }),
  ];
}
