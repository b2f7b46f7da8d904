import { signedAuditHead } from "@waybill/protocol/audit/signed-head";
import { auditEntryView, auditQuery } from "@waybill/protocol/schemas/api/audit";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import type { App } from "../../platform/app.ts";
import { inTransaction } from "../../platform/context.ts";
import { route, type Route } from "../../platform/http/route.ts";
import { listAudit } from "./entries.views.ts";
import { signedHead } from "./heads.views.ts";

const TAG = "Audit log";

/** What was done, by whom, and where the log stands. */
export function auditRoutes(app: App): Route[] {
  return [
    route({
      method: "get",
      path: "/api/audit",
      permission: "organisation",
      scope: ["capture", "reports", "audit"],
      summary: "What was done on behalf of your organisation or to it, newest first",
      description:
        "A token with the scope `audit`, which the operator makes, reads everybody's. Each entry holds the hash of the one before in its stream.",
      tag: TAG,
      query: auditQuery,
      responses: { 200: { description: "A page of entries.", schema: pageOf(auditEntryView) } },
      handler: async ({ query, principal, traceId }) => {
        const account = principal?.scopes.includes("audit") ? null : (principal?.account ?? "");
        return { status: 200, body: await inTransaction(app, (ctx) => listAudit(ctx, account, query), { traceId }) };
      },
    }),
    route({
      method: "get",
      path: "/api/audit/heads",
      permission: "public",
      summary: "Where every stream of the audit log stands, signed",
      description:
        "Keep it: if the log is ever cut or written anew, this answer shows it. Names of streams, counts and hashes, and nothing else.",
      tag: TAG,
      responses: { 200: { description: "The signed head.", schema: signedAuditHead } },
      handler: async ({ traceId }) => ({
        status: 200,
        body: await inTransaction(app, (ctx) => signedHead(ctx, app.config), { traceId, isSnapshot: true }),
      }),
    }),
  ];
}
