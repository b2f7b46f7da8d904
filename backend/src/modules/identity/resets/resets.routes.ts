import { newPasswordReset, passwordReset, passwordResetLink } from "@waybill/protocol/schemas/api/identity";
import { passkeyRequest } from "@waybill/protocol/schemas/api/passkeys";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { inTransaction } from "../../../platform/context.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { passkeyRequestByLink, resetPassword } from "./reset-password.ts";
import { resetByAdmin, resetMember, takeFactorsByAdmin } from "./resets.service.ts";

const PER_HOUR = 120;
const params = z.object({ person: z.string().max(40) });
const MADE = {
  description: "To be handed to the person; good once, for an hour and until a newer one, and shown here alone.",
  schema: newPasswordReset,
};

/** The way back in for whoever has forgotten a password or lost every second factor: through somebody who decides, never by mail. */
export function resetsRoutes({ app }: { app: App }): Route[] {
  return [
    route({
      method: "post",
      path: "/api/password-resets",
      act: "person:resetPassword",
      refuses: [401, 403],
      keepsNoAnswer: true,
      limitPerHour: PER_HOUR,
      summary: "Chooses another password by a link that an admin made, and ends all sessions of the person",
      description:
        "With `code` or `passkey` where the person has a second factor. Opens no session: the new password does, with the second factor. Attempts " +
        "are counted as those to sign in.",
      tag: "Sessions",
      body: passwordReset,
      responses: { 204: { description: "The new password counts from now on." } },
      handler: async ({ body, address, traceId }) => {
        await resetPassword(app, body, { address, traceId });
        return { status: 204 };
      },
    }),
    route({
      method: "post",
      path: "/api/password-resets/passkey-options",
      act: "person:resetPassword",
      refuses: [403],
      keepsNoAnswer: true,
      limitPerHour: PER_HOUR,
      summary: "What a browser is asked with for a passkey of whose link it is",
      tag: "Sessions",
      body: passwordResetLink,
      responses: { 201: { description: "For `navigator.credentials.get()`.", schema: passkeyRequest } },
      handler: async ({ body: { reset }, address, traceId }) => ({
        status: 201,
        body: await passkeyRequestByLink(app, reset, { address, traceId }),
      }),
    }),
    route({
      method: "post",
      path: "/api/members/{person}/password-reset",
      act: "members:resetPassword",
      stepUp: true,
      keepsNoAnswer: true,
      limitPerHour: PER_HOUR,
      summary: "Makes a link by which somebody of the organisation chooses another password",
      description: "Of people who act for it alone. It opens nothing past a second factor.",
      tag: "People",
      params,
      responses: { 201: MADE },
      handler: async ({ params: { person }, principal, traceId }) => ({
        status: 201,
        body: await inTransaction(app, (ctx) => resetMember(ctx, principal, person), { traceId }),
      }),
    }),
    route({
      method: "post",
      path: "/api/installation/people/{person}/password-reset",
      act: "installation:resetPassword",
      stepUp: true,
      keepsNoAnswer: true,
      limitPerHour: PER_HOUR,
      summary: "Makes a link by which somebody chooses another password",
      description:
        "It opens nothing past a second factor. Under the two-person rule that of an admin is proposed, and its confirmation answers the link.",
      tag: "Installation",
      params,
      responses: { 201: MADE, 202: { description: "Proposed: it waits for another admin." } },
      handler: async ({ params: { person }, principal, traceId }) => {
        const made = await inTransaction(app, (ctx) => resetByAdmin(ctx, principal, person), { traceId });
        return made === "proposed" ? { status: 202 } : { status: 201, body: made };
      },
    }),
    route({
      method: "delete",
      path: "/api/installation/people/{person}/second-factors",
      act: "installation:takeFactors",
      stepUp: true,
      summary: "Forgets the authenticator app, recovery codes and passkeys of somebody who has lost them, and ends all its sessions",
      description:
        "The person sets up another second factor at the next sign-in by password. Under the two-person rule that of an admin is proposed.",
      tag: "Installation",
      params,
      responses: { 204: { description: "Forgotten." }, 202: { description: "Proposed: it waits for another admin." } },
      handler: async ({ params: { person }, principal, traceId }) => ({
        status: (await inTransaction(app, (ctx) => takeFactorsByAdmin(ctx, principal, person), { traceId })) === "done" ? 204 : 202,
      }),
    }),
  ];
}
