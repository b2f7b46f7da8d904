import { installationSessionView, type InstallationSessionView } from "@waybill/protocol/schemas/api/installation";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { address } from "@waybill/protocol/schemas/primitives";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { record } from "../../../platform/audit.ts";
import { inTransaction, type Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { facet } from "../../../platform/http/facet.ts";
import type { Principal } from "../../../platform/http/principal.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { pageByTime, timePageQuery } from "../../../platform/http/time-page.ts";
import { show } from "../../../platform/personal/show.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";
import type { ActorChain } from "../identity.ports.ts";
import { partiesByAccount } from "../identity.queries.ts";
import { endAnySession, listAllSessions, type AnySessionRow } from "./installation-sessions.store.ts";

const TAG = "Installation";
const query = timePageQuery.extend({
  person: facet(z.string().max(40)).describe("Of this person alone."),
  account: facet(address).describe("Those that act for this organisation."),
  beganBy: facet(z.enum(["wallet", "password", "passkey"])),
});

interface Deps {
  app: App;
  chain: Pick<ActorChain, "actorsByAccount">;
}

/** Who is signed in, for whoever runs the installation. */
export function installationSessionsRoutes({ app, chain }: Deps): Route[] {
  return [
    route({
      method: "get",
      path: "/api/installation/sessions",
      act: "installation:listSessions",
      summary: "The sessions of everybody that have not ended, the newest first",
      description: "On what device somebody is signed in is shown to that person alone.",
      tag: TAG,
      query,
      responses: { 200: { description: "A page of sessions.", schema: pageOf(installationSessionView) } },
      handler: async ({ query: { after, limit, ...filter }, principal, traceId }) => ({
        status: 200,
        body: await inTransaction(
          app,
          async (ctx) => {
            const rows = await listAllSessions(ctx, filter, { after, limit });
            const viewOf = await sessionViews(ctx, { app, chain }, principal, rows);
            return pageByTime(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }), viewOf);
          },
          { traceId },
        ),
      }),
    }),
    route({
      method: "delete",
      path: "/api/installation/sessions/{id}",
      act: "installation:endSession",
      stepUp: true,
      summary: "Ends a session of anybody at once",
      tag: TAG,
      params: z.object({ id: z.string().max(40) }),
      responses: { 204: { description: "Ended: it writes nothing from now on, and reads for ten minutes at most." } },
      handler: async ({ params: { id }, principal, traceId }) => {
        await inTransaction(
          app,
          async (ctx) => {
            const person = await endAnySession(ctx, id);
            if (person === undefined) throw new ProblemError(IDENTITY_PROBLEMS.unknownSession);
            record(ctx, { action: "session.ended", by: principal, subject: id, details: { sessions: 1, person } });
          },
          { traceId },
        );
        return { status: 204 };
      },
    }),
  ];
}

async function sessionViews(
  ctx: Pick<Ctx, "tx">,
  { app: { personal }, chain }: Deps,
  principal: Principal | null,
  rows: readonly AnySessionRow[],
): Promise<(row: AnySessionRow) => InstallationSessionView> {
  // A session acts for what it began with while that is registered, and for nobody else.
  const actors = await chain.actorsByAccount(
    ctx,
    rows.flatMap(({ account }) => (account === null ? [] : [account])),
  );
  const registered = [...actors.entries()].flatMap(([account, { revokedAt }]) => (revokedAt === null ? [account] : []));
  const parties = await partiesByAccount(ctx, registered);
  return ({ id, person, account, amr, email: sealed, beganBy, createdAt, usedAt, expiresAt }) => {
    return {
      ...{ id, person, beganBy, methods: amr, isCurrent: id === principal?.credential },
      email: show(principal, "people.email", { text: personal.open("person_passwords.email", person, sealed), person }),
      organisation: account === null ? null : (parties.get(account) ?? null),
      ...{ createdAt: createdAt.toISOString(), usedAt: usedAt.toISOString(), expiresAt: expiresAt.toISOString() },
    };
  };
}
