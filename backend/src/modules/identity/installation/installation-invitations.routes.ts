import { invitation } from "@waybill/protocol/schemas/api/identity";
import { installationInvitation } from "@waybill/protocol/schemas/api/installation";
import type { App } from "../../../platform/app.ts";
import { inTransaction } from "../../../platform/context.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import type { ActorChain } from "../identity.ports.ts";
import { inviteForInstallation } from "./installation-invitations.service.ts";

const PER_HOUR = 120;

/** Invitations that an admin of the installation makes. */
export function installationInvitationsRoutes({
  app,
  chain,
}: {
  app: App;
  chain: Pick<ActorChain, "actorsByAccount" | "requireUpToDate">;
}): Route[] {
  return [
    route({
      method: "post",
      path: "/api/installation/invitations",
      act: "installation:invite",
      stepUp: true,
      keepsNoAnswer: true,
      limitPerHour: PER_HOUR,
      summary: "Invites somebody to run or audit the installation, or to act for any organisation",
      description: "With two admins under the two-person rule nobody becomes admin by an invitation.",
      tag: "Installation",
      body: installationInvitation,
      responses: { 201: { description: "To be passed on; good once, for a week, and shown here alone.", schema: invitation } },
      handler: async ({ body, principal, traceId }) => ({
        status: 201,
        body: await inTransaction(app, (ctx) => inviteForInstallation(ctx, chain, principal, body), { traceId }),
      }),
    }),
  ];
}
