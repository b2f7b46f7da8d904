import { invitation } from "@waybill/protocol/schemas/api/identity";
import {
  installationInvitation,
  installationInvitationView,
  type InstallationInvitationView,
} from "@waybill/protocol/schemas/api/installation";
import { installationRole } from "@waybill/protocol/schemas/api/members";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { address } from "@waybill/protocol/schemas/primitives";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { inTransaction, type Ctx } from "../../../platform/context.ts";
import { facet } from "../../../platform/http/facet.ts";
import type { Principal } from "../../../platform/http/principal.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { pageByTime, timePageQuery } from "../../../platform/http/time-page.ts";
import { show } from "../../../platform/personal/show.ts";
import type { ActorChain } from "../identity.ports.ts";
import { partiesByAccount } from "../identity.queries.ts";
import { endInvitationOf } from "../members/open-invitations.service.ts";
import { listOpenInvitations, type OpenInvitationRow } from "../members/open-invitations.store.ts";
import { inviteForInstallation } from "./installation-invitations.service.ts";

const TAG = "Installation";
const PER_HOUR = 120;
const query = timePageQuery.extend({
  account: facet(address).describe("To act for this organisation."),
  person: facet(z.string().max(40)).describe("Made by this person."),
  role: facet(installationRole).describe("To this role in the installation."),
});

/** Invitations that an admin of the installation makes, and those of everybody that are open. */
export function installationInvitationsRoutes({
  app,
  chain,
}: {
  app: App;
  chain: Pick<ActorChain, "actorsByAccount" | "requireUpToDate">;
}): Route[] {
  return [
    route({
      method: "get",
      path: "/api/installation/invitations",
      act: "installation:listInvitations",
      summary: "The invitations that can still be taken, to the installation and to all organisations",
      description: "They name nobody: whoever has the link takes one.",
      tag: TAG,
      query,
      responses: { 200: { description: "A page of them, the newest first.", schema: pageOf(installationInvitationView) } },
      handler: async ({ query: { after, limit, ...filter }, principal, traceId }) => ({
        status: 200,
        body: await inTransaction(
          app,
          async (ctx) => {
            const rows = await listOpenInvitations(ctx, filter, { after, limit });
            const viewOf = await invitationViews(ctx, app, principal, rows);
            return pageByTime(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }), viewOf);
          },
          { traceId },
        ),
      }),
    }),
    route({
      method: "delete",
      path: "/api/installation/invitations/{id}",
      act: "installation:withdrawInvitation",
      stepUp: true,
      summary: "Withdraws an invitation to the installation or to any organisation",
      tag: TAG,
      params: z.object({ id: z.string().max(40) }),
      responses: { 204: { description: "Whoever has the link is answered as if it were too old." } },
      handler: async ({ params: { id }, principal, traceId }) => {
        await inTransaction(app, (ctx) => endInvitationOf(ctx, { id, account: null, by: principal }), { traceId });
        return { status: 204 };
      },
    }),
    route({
      method: "post",
      path: "/api/installation/invitations",
      act: "installation:invite",
      stepUp: true,
      keepsNoAnswer: true,
      limitPerHour: PER_HOUR,
      summary: "Invites somebody to run or audit the installation, or to act for any organisation",
      description: "With two admins under the two-person rule nobody becomes admin by an invitation.",
      tag: TAG,
      body: installationInvitation,
      responses: { 201: { description: "To be passed on; good once, for a week, and shown here alone.", schema: invitation } },
      handler: async ({ body, principal, traceId }) => ({
        status: 201,
        body: await inTransaction(app, (ctx) => inviteForInstallation(ctx, chain, principal, body), { traceId }),
      }),
    }),
  ];
}

async function invitationViews(
  ctx: Pick<Ctx, "tx">,
  { personal }: Pick<App, "personal">,
  principal: Principal | null,
  rows: readonly OpenInvitationRow[],
): Promise<(row: OpenInvitationRow) => InstallationInvitationView> {
  const parties = await partiesByAccount(
    ctx,
    rows.flatMap(({ account }) => (account === null ? [] : [account])),
  );
  return ({ id, account, role, invitedBy: person, email, createdAt, expiresAt }) => ({
    ...{ id, role, organisation: account === null ? null : (parties.get(account) ?? null), invitedBy: person },
    email: show(principal, "people.email", { text: personal.open("person_passwords.email", person, email), person }),
    ...{ createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() },
  });
}
