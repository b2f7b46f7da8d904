import { recoveryCodes, secondFactorCode, secondFactorSecret } from "@waybill/protocol/schemas/api/identity";
import type { App } from "../../../platform/app.ts";
import { record } from "../../../platform/audit.ts";
import { inTransaction } from "../../../platform/context.ts";
import { personOf } from "../../../platform/http/principal.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { endOtherSessions, noteMethods } from "../sessions/sessions.store.ts";
import { beginSecondFactor, confirmSecondFactor, endSecondFactor } from "./second-factor.service.ts";

const TAG = "Sessions";
const PER_HOUR = 60;
const PATH = "/api/me/second-factor";

/** An authenticator app beside the password (TOTP, RFC 6238). */
export function secondFactorRoutes({ app }: { app: App }): Route[] {
  return [
    route({
      method: "post",
      path: PATH,
      act: "person:addFactor",
      stepUp: true,
      keepsNoAnswer: true,
      limitPerHour: PER_HOUR,
      summary: "A secret for an authenticator app, shown once",
      description: "Nothing asks for its codes until one of them was sent.",
      tag: TAG,
      responses: { 201: { description: "The secret, and the address that apps read from a QR code.", schema: secondFactorSecret } },
      handler: async ({ principal, traceId }) => ({
        status: 201,
        body: await inTransaction(app, (ctx) => beginSecondFactor(ctx, app, personOf(principal).person), { traceId }),
      }),
    }),
    route({
      method: "put",
      path: PATH,
      act: "person:addFactor",
      stepUp: true,
      keepsNoAnswer: true,
      limitPerHour: PER_HOUR,
      summary: "Confirms the app by one of its codes, and ends all other sessions",
      description: "From then on a password alone opens no session; this one is a whole one, as its next access token says.",
      tag: TAG,
      body: secondFactorCode,
      responses: { 200: { description: "Codes for the day on which the app is lost, each good once, shown once.", schema: recoveryCodes } },
      handler: async ({ body: { code }, principal, traceId }) => {
        const { person, credential } = personOf(principal);
        const codes = await inTransaction(
          app,
          async (ctx) => {
            await endOtherSessions(ctx, person, credential);
            record(ctx, { action: "second-factor.added", by: principal, subject: person });
            await noteMethods(ctx, credential, ["otp"]);
            return confirmSecondFactor(ctx, app.personal, person, code);
          },
          { traceId },
        );
        return { status: 200, body: { codes } };
      },
    }),
    route({
      method: "delete",
      path: PATH,
      act: "person:protect",
      stepUp: true,
      summary: "Forgets the authenticator app and its recovery codes, and ends all other sessions",
      tag: TAG,
      responses: { 204: { description: "Whoever signs in by password sets up a second factor first." } },
      handler: async ({ principal, traceId }) => {
        const { person, credential } = personOf(principal);
        await inTransaction(
          app,
          async (ctx) => {
            await endSecondFactor(ctx, person);
            await endOtherSessions(ctx, person, credential);
            record(ctx, { action: "second-factor.removed", by: principal, subject: person });
          },
          { traceId },
        );
        return { status: 204 };
      },
    }),
  ];
}
