import { erasurePreview } from "@waybill/protocol/schemas/api/traceability";
import { hex32, type Hex32 } from "@waybill/protocol/schemas/primitives";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { inTransaction } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { TRACEABILITY_PROBLEMS } from "../traceability.errors.ts";
import type { ErasureListener } from "../traceability.ports.ts";
import { eraseStatement } from "./erase-statement.ts";
import { previewErasure } from "./preview-erasure.ts";

const params = z.object({ commitment: hex32 });

/** Erasure by the author, and what it would take away. */
export function erasureRoutes({ app, onErased }: { app: App; onErased: ErasureListener }): Route[] {
  return [
    route({
      method: "get",
      path: "/api/statements/{commitment}/erasure",
      act: "statements:erase",
      refuses: [410],
      summary: "What erasing a statement of one's own would take away, and what it would leave",
      tag: "Statements and journeys",
      params,
      responses: { 200: { description: "What goes and what stays; nothing was changed.", schema: erasurePreview } },
      handler: async ({ params: { commitment }, principal, traceId }) => {
        const preview = await inTransaction(app, (ctx) => previewErasure(ctx, commitment as Hex32), { traceId, isSnapshot: true });
        if (preview.author !== principal?.account) throw new ProblemError(TRACEABILITY_PROBLEMS.notYourStatement);
        return { status: 200, body: { ...preview, capturedAt: preview.capturedAt.toISOString() } };
      },
    }),
    route({
      method: "delete",
      path: "/api/statements/{commitment}",
      act: "statements:erase",
      stepUp: "people",
      summary: "Erases what a statement of one's own says",
      description:
        "For ever: event, salt and signature are destroyed, in one step. The commitment stays in the log, so that everybody else's proofs " +
        "still hold, and pages say that a statement was erased. Bundles and disclosures that others took away before are not in our hands.",
      tag: "Statements and journeys",
      params,
      responses: { 204: { description: "Erased, now or before." } },
      handler: async ({ params, principal, traceId }) => {
        const eraser = { account: principal?.account ?? "", by: principal };
        await inTransaction(app, (ctx) => eraseStatement(ctx, params.commitment as Hex32, eraser, onErased), { traceId });
        return { status: 204 };
      },
    }),
  ];
}
