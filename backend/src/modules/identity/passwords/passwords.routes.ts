import { accessGrant, newPassword, passwordSignIn } from "@waybill/protocol/schemas/api/identity";
import { record } from "../../../platform/audit.ts";
import { inTransaction } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { personOf } from "../../../platform/http/principal.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";
import { organisationsOf } from "../members/members.store.ts";
import { endResets } from "../resets/resets.store.ts";
import type { Sessions } from "../sessions/create-sessions.ts";
import { grantOf, GRANTED } from "../sessions/grant.ts";
import { deviceOf } from "../sessions/sessions.domain.ts";
import { firstRegistered, openSession } from "../sessions/sessions.service.ts";
import { endOtherSessions } from "../sessions/sessions.store.ts";
import { forgiveAttempts } from "./attempts.store.ts";
import { emailOf, normalEmail, updatePassword } from "./passwords.store.ts";
import { provePassword, tryPassword } from "./prove-password.ts";
import { hashOfChosen } from "./set-password.ts";

const PER_HOUR = 600;

/** Signing in without a wallet. */
export function passwordsRoutes(sessions: Sessions): Route[] {
  const { app } = sessions;
  return [
    route({
      method: "post",
      path: "/api/sessions/password",
      act: "sessions:begin",
      cookies: "sets",
      refuses: [401],
      limitPerHour: PER_HOUR,
      keepsNoAnswer: true,
      summary: "Signs a person in by e-mail address and password",
      description:
        "With a code where the person has an authenticator app. Without one the session can show a passkey or set up a second factor, and nothing " +
        "else. Ten attempts in a quarter of an hour for each address and person; whether a person is known shows in no answer.",
      tag: "Sessions",
      body: passwordSignIn,
      responses: { 201: { description: GRANTED, schema: accessGrant } },
      handler: async ({ body, address, header, traceId }) => {
        const { person, amr } = await provePassword(app, body, { address, traceId });
        const device = deviceOf(header("user-agent"));
        const opened = await inTransaction(
          app,
          async (ctx) => {
            const account = await firstRegistered(ctx, sessions, await organisationsOf(ctx, person));
            return openSession(ctx, sessions, { person, account, amr, beganBy: "password", device });
          },
          { traceId },
        );
        return grantOf(sessions, 201, opened);
      },
    }),
    route({
      method: "put",
      path: "/api/me/password",
      act: "person:protect",
      stepUp: true,
      limitPerHour: PER_HOUR,
      refuses: [401],
      summary: "Chooses another password, and ends all other sessions",
      description:
        "With the present one: a fresh proof by wallet or passkey alone does not show who chose it. Attempts are counted as at signing in.",
      tag: "Sessions",
      body: newPassword,
      responses: { 204: { description: "It counts from now on." } },
      handler: async ({ body: { current, password }, principal, address, traceId }) => {
        const { person, credential } = personOf(principal);
        const email = await inTransaction(app, (ctx) => emailOf(ctx, app.personal, person), { traceId });
        if (email === null) throw new ProblemError(IDENTITY_PROBLEMS.noPassword);
        const guess = { personal: app.personal, email: normalEmail(email), address };
        await tryPassword(app, guess, current, traceId);
        const hash = await hashOfChosen(password, email);
        await inTransaction(
          app,
          async (ctx) => {
            await forgiveAttempts(ctx, guess);
            await updatePassword(ctx, person, hash);
            await endResets(ctx, { of: person });
            await endOtherSessions(ctx, person, credential);
            record(ctx, { action: "password.changed", by: principal, subject: person });
          },
          { traceId },
        );
        return { status: 204 };
      },
    }),
  ];
}
