import type { AuditAction } from "@waybill/protocol/audit/actions";
import { chainNote, notedTransaction } from "@waybill/protocol/schemas/api/chain-acts";
import { accessRoleAct, chainAct, operationAct } from "@waybill/protocol/schemas/api/installation";
import { address, hex32, type Address, type Hex32 } from "@waybill/protocol/schemas/primitives";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { record, type AuditAct } from "../../../platform/audit.ts";
import { inTransaction, type Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { personOf, type Principal } from "../../../platform/http/principal.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { insertChainNote, nameTransaction } from "../../chain/chain.queries.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";
import { checksummed } from "./checksummed.ts";
import { mayGrantAdminOnChain } from "./two-persons.service.ts";

const TAG = "Installation";
/** Of the AccessManager: who gives all roles. */
const ADMIN = "0";
const NOTED = { 201: { description: "Noted, with the wallet and the call; in the audit log.", schema: chainNote } };

/** What an admin's own wallet is about to send. The contracts decide; this is the right that is kept here, and who of the admins it was. */
export function chainActsRoutes({ app }: { app: App }): Route[] {
  return [
    route({
      method: "post",
      path: "/api/installation/organisations/{account}/chain-acts",
      act: "installation:changeActor",
      stepUp: true,
      summary: "Notes that an admin's own wallet is about to register an account on chain, or to revoke it",
      description: "The contract decides by the AccessManager; this is the right that is kept here, and who of the admins it was.",
      tag: TAG,
      params: z.object({ account: address }),
      body: chainAct,
      responses: NOTED,
      handler: async ({ params, body, principal, traceId }) => {
        const account = checksummed(params.account);
        const act: Noted =
          body.act === "register"
            ? { action: "actor.registering", account, subject: account, details: { roles: body.roles } }
            : { action: "actor.revoking", account, subject: account };
        return { status: 201, body: await inTransaction(app, (ctx) => note(ctx, principal, body, act), { traceId }) };
      },
    }),
    route({
      method: "post",
      path: "/api/installation/operations/{id}/chain-acts",
      act: "installation:changeActor",
      stepUp: true,
      summary: "Notes that an admin's own wallet is about to do a call that was announced on chain, or to call it off",
      description: "The AccessManager decides; `id` is its name of the operation, which is not looked for.",
      tag: TAG,
      params: z.object({ id: hex32 }),
      body: operationAct,
      responses: NOTED,
      handler: async ({ params: { id }, body, principal, traceId }) => {
        const action = body.act === "execute" ? "operation.executing" : "operation.cancelling";
        return { status: 201, body: await inTransaction(app, (ctx) => note(ctx, principal, body, { action, subject: id }), { traceId }) };
      },
    }),
    route({
      method: "post",
      path: "/api/installation/access-roles/{role}/chain-acts",
      act: "installation:changeActor",
      stepUp: true,
      summary: "Notes that an admin's own wallet is about to give a role on chain to an account, or to take it away",
      description:
        "The AccessManager decides; `role` is its number of the role, which is not looked for. Under the two-person rule nobody notes alone that " +
        "an account gets ADMIN (0): without another admin's confirmation it is proposed, and nothing is noted.",
      tag: TAG,
      params: z.object({ role: z.string().regex(/^\d{1,20}$/) }),
      body: accessRoleAct,
      responses: { ...NOTED, 202: { description: "Not noted: it waits for another admin.", schema: chainNote } },
      handler: async ({ params: { role }, body, principal, traceId }) => {
        const account = checksummed(body.account);
        const isAdmin = body.act === "grant" && BigInt(role) === BigInt(ADMIN);
        const action = body.act === "grant" ? "access-role.granting" : "access-role.revoking";
        return inTransaction(
          app,
          async (ctx) => {
            if (isAdmin && !(await mayGrantAdminOnChain(ctx, principal, account as Address))) return { status: 202, body: { id: null } };
            return { status: 201, body: await note(ctx, principal, body, { action, account, subject: account, details: { role } }) };
          },
          { traceId },
        );
      },
    }),
    route({
      method: "put",
      path: "/api/installation/chain-notes/{id}/transaction",
      act: "installation:changeActor",
      summary: "Says as which transaction the wallet has sent what was noted",
      description: "By whoever noted it; again where the wallet has put another transaction in its place.",
      tag: TAG,
      params: z.object({ id: z.string().max(40) }),
      body: notedTransaction,
      responses: { 204: { description: "Kept." } },
      handler: async ({ params: { id }, body: { hash }, principal, traceId }) => {
        const { person } = personOf(principal);
        const isKept = await inTransaction(app, (ctx) => nameTransaction(ctx, { id, person, hash: hash.toLowerCase() as Hex32 }), {
          traceId,
        });
        if (!isKept) throw new ProblemError(IDENTITY_PROBLEMS.unknownNote);
        return { status: 204 };
      },
    }),
  ];
}

type Noted = Omit<AuditAct, "by"> & { action: AuditAction };

async function note(
  ctx: Ctx,
  principal: Principal | null,
  { wallet, call }: { wallet: string; call: string },
  act: Noted,
): Promise<{ id: string }> {
  const { person } = personOf(principal);
  const id = await insertChainNote(ctx, { person, wallet: checksummed(wallet), call: call.toLowerCase(), action: act.action });
  record(ctx, { ...act, by: principal });
  return { id };
}
