import { hex32, type Hex32 } from "@waybill/protocol/schemas/primitives";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { inTransaction } from "../../../platform/context.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import type { ErasureListener } from "../traceability.ports.ts";
import { eraseStatement } from "./erase-statement.ts";

/** Erasure by the author. */
export function erasureRoutes({ app, onErased }: { app: App; onErased: ErasureListener }): Route[] {
  return [
    route({
      method: "delete",
      path: "/api/statements/{commitment}",
      act: "statements:erase",
      summary: "Erases what a statement of one's own says",
      description:
        "For ever: event, salt and signature are destroyed, in one step. The commitment stays in the log, so that everybody else's proofs " +
        "still hold, and pages say that a statement was erased. Bundles and disclosures that others took away before are not in our hands.",
      tag: "Statements and journeys",
      params: z.object({ commitment: hex32 }),
      responses: { 204: { description: "Erased, now or before." } },
      handler: async ({ params, principal, traceId }) => {
        const eraser = { account: principal?.account ?? "", by: principal };
        await inTransaction(app, (ctx) => eraseStatement(ctx, params.commitment as Hex32, eraser, onErased), { traceId });
        return { status: 204 };
      },
    }),
  ];
}
