import { auditStream } from "@waybill/protocol/audit/entry";
import { auditRowProof } from "@waybill/protocol/audit/row-proof";
import { signedAuditHead } from "@waybill/protocol/audit/signed-head";
import { auditEntryView, auditQuery } from "@waybill/protocol/schemas/api/audit";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { inTransaction } from "../../platform/context.ts";
import { route, type HandlerRequest, type Route } from "../../platform/http/route.ts";
import { listAudit } from "./entries.views.ts";
import { signedHead } from "./heads.views.ts";
import { rowProof } from "./row-proof.views.ts";

const TAG = "Audit log";

/** What was done, by whom, and where the log stands. */
export function auditRoutes(app: App): Route[] {
  return [
    route({
      method: "get",
      path: "/api/audit",
      act: "auditLog:read",
      summary: "What was done on behalf of your organisation or to it, newest first",
      description: "An auditor of the installation reads everybody's. Each entry holds the hash of the one before in its stream.",
      tag: TAG,
      query: auditQuery,
      responses: { 200: { description: "A page of entries.", schema: pageOf(auditEntryView) } },
      handler: async ({ query, principal, reach, traceId }) => ({
        status: 200,
        body: await inTransaction(app, (ctx) => listAudit(ctx, readableBy({ principal, reach }), query), { traceId }),
      }),
    }),
    route({
      method: "get",
      path: "/api/audit/entries/{stream}/{sequence}/proof",
      act: "auditLog:read",
      summary: "One entry with its path to a checkpoint, which the chain holds",
      description: "Shows that entry and nothing of the others. What has to be on chain follows from it by hashing alone.",
      tag: TAG,
      params: z.object({ stream: auditStream, sequence: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) }),
      responses: { 200: { description: "The proof.", schema: auditRowProof } },
      handler: async ({ params, principal, reach, traceId }) => ({
        status: 200,
        body: await inTransaction(app, (ctx) => rowProof(ctx, readableBy({ principal, reach }), params), { traceId }),
      }),
    }),
    route({
      method: "get",
      path: "/api/audit/heads",
      act: "auditLog:readHeads",
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

/** Whose entries somebody may read; null for everybody's. */
function readableBy({ principal, reach }: Pick<HandlerRequest<unknown, unknown, unknown>, "principal" | "reach">): string | null {
  return reach === "all" ? null : (principal?.account ?? "");
}
