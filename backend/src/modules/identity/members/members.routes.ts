import { accessGrant, invitation, invitationTaken, joinRequest } from "@waybill/protocol/schemas/api/identity";
import { invitationRequest, memberChange, memberList, openInvitationView } from "@waybill/protocol/schemas/api/members";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { z } from "zod";
import { inTransaction } from "../../../platform/context.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { timePageQuery } from "../../../platform/http/time-page.ts";
import { hashOfChosen } from "../passwords/set-password.ts";
import type { Sessions } from "../sessions/create-sessions.ts";
import { grantOf, GRANTED } from "../sessions/grant.ts";
import { deviceOf } from "../sessions/sessions.domain.ts";
import { openSession } from "../sessions/sessions.service.ts";
import { changeRole, checkInvitation, dismiss, invite, joinAsKnown, joinAsNew, memberViews } from "./members.service.ts";
import { invitationViews, withdrawInvitation } from "./open-invitations.service.ts";

const TAG = "People";
const PER_HOUR = 120;

/** Who acts for an organisation beside the holder of its wallet. */
export function membersRoutes(sessions: Sessions): Route[] {
  const { app, chain } = sessions;
  return [
    route({
      method: "post",
      path: "/api/invitations",
      act: "members:invite",
      stepUp: true,
      keepsNoAnswer: true,
      limitPerHour: PER_HOUR,
      summary: "Invites somebody to act for the organisation that one decides for",
      tag: TAG,
      body: invitationRequest,
      responses: { 201: { description: "To be passed on; good once, for a week, and shown here alone.", schema: invitation } },
      handler: async ({ body, principal, traceId }) => ({
        status: 201,
        body: await inTransaction(app, (ctx) => invite(ctx, chain, principal, body.role), { traceId }),
      }),
    }),
    route({
      method: "get",
      path: "/api/invitations",
      act: "members:listInvitations",
      summary: "The invitations to the organisation that one decides for which can still be taken",
      description: "They name nobody: whoever has the link takes one.",
      tag: TAG,
      query: timePageQuery,
      responses: { 200: { description: "A page of them, the newest first.", schema: pageOf(openInvitationView) } },
      handler: async ({ query, principal, traceId }) => ({
        status: 200,
        body: await inTransaction(app, (ctx) => invitationViews(ctx, app.personal, principal, query), { traceId }),
      }),
    }),
    route({
      method: "delete",
      path: "/api/invitations/{id}",
      act: "members:withdrawInvitation",
      summary: "Withdraws an invitation to the organisation that one decides for",
      tag: TAG,
      params: z.object({ id: z.string().max(40) }),
      responses: { 204: { description: "Whoever has the link is answered as if it were too old." } },
      handler: async ({ params: { id }, principal, traceId }) => {
        await inTransaction(app, (ctx) => withdrawInvitation(ctx, principal, id), { traceId });
        return { status: 204 };
      },
    }),
    route({
      method: "post",
      path: "/api/people",
      act: "members:joinAsNew",
      cookies: "sets",
      keepsNoAnswer: true,
      limitPerHour: PER_HOUR,
      summary: "Takes an invitation with an e-mail address and a password, and signs in",
      tag: TAG,
      body: joinRequest,
      responses: { 201: { description: GRANTED, schema: accessGrant } },
      handler: async ({ body: { invitation: token, email, password }, header, traceId }) => {
        await inTransaction(app, (ctx) => checkInvitation(ctx, token), { traceId });
        const hash = await hashOfChosen(password, email);
        const device = deviceOf(header("user-agent"));
        const opened = await inTransaction(
          app,
          async (ctx) => {
            const joined = await joinAsNew(ctx, app.personal, { invitation: token, email, hash });
            return openSession(ctx, sessions, { ...joined, amr: ["pwd"], beganBy: "password", device });
          },
          { traceId },
        );
        return grantOf(sessions, 201, opened);
      },
    }),
    route({
      method: "post",
      path: "/api/memberships",
      act: "members:join",
      limitPerHour: PER_HOUR,
      summary: "Takes an invitation as who is signed in",
      tag: TAG,
      body: invitationTaken,
      responses: { 204: { description: "The session acts for the organisation from now on." } },
      handler: async ({ body, principal, traceId }) => {
        await inTransaction(app, (ctx) => joinAsKnown(ctx, principal, body.invitation), { traceId });
        return { status: 204 };
      },
    }),
    route({
      method: "get",
      path: "/api/members",
      act: "members:list",
      summary: "The people of the organisation that one decides for",
      tag: TAG,
      responses: { 200: { description: "Those who joined first first, at most 500.", schema: memberList } },
      handler: async ({ principal, traceId }) => ({
        status: 200,
        body: await inTransaction(app, (ctx) => memberViews(ctx, { chain, personal: app.personal }, principal), { traceId }),
      }),
    }),
    route({
      method: "put",
      path: "/api/members/{person}",
      act: "members:change",
      stepUp: true,
      summary: "Makes one of the organisation's people something else in it",
      description: "Roles that stand for one on chain are given only while the organisation has that.",
      tag: TAG,
      params: z.object({ person: z.string().max(40) }),
      body: memberChange,
      responses: { 204: { description: "Changed, for running sessions as well." } },
      handler: async ({ params: { person }, body: { role }, principal, traceId }) => {
        await inTransaction(app, (ctx) => changeRole(ctx, chain, principal, { person, role }), { traceId });
        return { status: 204 };
      },
    }),
    route({
      method: "delete",
      path: "/api/members/{person}",
      act: "members:remove",
      stepUp: true,
      summary: "Ends somebody's acting for the organisation that one decides for",
      tag: TAG,
      params: z.object({ person: z.string().max(40) }),
      responses: { 204: { description: "Ended, for running sessions as well." } },
      handler: async ({ params: { person }, principal, traceId }) => {
        await inTransaction(app, (ctx) => dismiss(ctx, principal, person), { traceId });
        return { status: 204 };
      },
    }),
  ];
}
