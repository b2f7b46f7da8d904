import { NoSuchFieldError } from "@waybill/protocol/disclosure/disclose-fields";
import { readPointers } from "@waybill/protocol/disclosure/pointers";
import { disclosure } from "@waybill/protocol/schemas/disclosure";
import { hex32, type Hex32 } from "@waybill/protocol/schemas/primitives";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { inTransaction } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { getStatement } from "../erasure/get-statement.ts";
import { TRACEABILITY_PROBLEMS } from "../traceability.errors.ts";
import { disclosureText, type BundleSources } from "./event-bundle.ts";

const MAX_CHARACTERS = 4_000;

/** Single fields of a statement, for whoever need not see the others. */
export function disclosureRoutes({ app, sources }: { app: App; sources: BundleSources }): Route[] {
  return [
    route({
      method: "get",
      path: "/api/statements/{commitment}/disclosure",
      act: "statements:read",
      summary: "Single fields of one statement, with their proof and without the others",
      tag: "Statements and journeys",
      refuses: [410],
      cost: 3,
      params: z.object({ commitment: hex32 }),
      query: z.object({
        fields: z.string().max(MAX_CHARACTERS).describe("JSON Pointers with commas between them, such as /bizStep,/sensorElementList/0."),
      }),
      responses: { 200: { description: "A disclosure; keep its numbers as written.", schema: disclosure } },
      handler: async ({ params, query, traceId }) => {
        const commitment = params.commitment as Hex32;
        const pointers = readPointers(query.fields);
        if (pointers === undefined) throw unknownField("must be JSON Pointers with commas between them");
        const text = await inTransaction(app, async (ctx) => disclosureText(ctx, sources, await getStatement(ctx, commitment), pointers), {
          traceId,
          isSnapshot: true,
        }).catch((error: unknown) => {
          throw error instanceof NoSuchFieldError ? unknownField(`names ${error.pointer}, where the event has nothing`) : error;
        });
        const name = `waybill-disclosure-${commitment.slice(2, 10)}.json`;
        return { status: 200, text, headers: { "Content-Disposition": `attachment; filename="${name}"` } };
      },
    }),
  ];
}

function unknownField(message: string): ProblemError {
  return new ProblemError(TRACEABILITY_PROBLEMS.unknownField, { errors: [{ pointer: "/query/fields", message }] });
}
