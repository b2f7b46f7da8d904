import {
  footprintRequest,
  footprintSummary,
  footprintView as footprintSchema,
  whatIfRequest,
  whatIfView,
} from "@waybill/protocol/schemas/api/carbon";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { hex32, type Address, type Hex32 } from "@waybill/protocol/schemas/primitives";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { inTransaction } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { pageQuery } from "../../platform/http/paging.ts";
import { route, type Route } from "../../platform/http/route.ts";
import { PLATFORM_PROBLEMS } from "../../platform/problems.ts";
import { subjectOf, type StatementChain } from "../traceability/traceability.queries.ts";
import { CARBON_PROBLEMS } from "./carbon.errors.ts";
import type { CarbonService } from "./carbon.service.ts";
import { computedView, footprintView, listFootprintSummaries } from "./carbon.views.ts";
import { findFootprint } from "./footprints.store.ts";

export const CARBON_TAG = "Carbon";

const subject = z.string().min(1).max(500).describe("GS1 Digital Link or EPC URN of a lot, serial or logistic unit.");
const tables = z
  .string()
  .regex(/^0x[0-9a-f]{64}(,0x[0-9a-f]{64}){0,9}$/, "must be hashes of factor tables, separated by commas")
  .transform((text) => text.split(",") as Hex32[])
  .optional()
  .describe("Hashes of further factor tables, looked at in this order before the table that comes with Waybill.");

/** Questions about footprints, and keeping them. */
export function footprintRoutes({ app, chain, service }: { app: App; chain: StatementChain; service: CarbonService }): Route[] {
  return [
    route({
      method: "get",
      path: "/api/footprints/current",
      act: "footprints:read",
      summary: "The footprint of goods, computed from statements as they are now",
      description:
        "Grams CO₂e from well to wheel of all transports and hub operations of a lot, serial or unit, and by mass of what it was made from. Each element " +
        "names the statements, the factor row and the rule that it follows from; what could not be computed is named in `missing`, and " +
        "the footprint is then incomplete. Nothing is stored.",
      tag: CARBON_TAG,
      query: z.object({ subject, tables }),
      responses: { 200: { description: "The footprint; with its anchor where the very same one is kept.", schema: footprintSchema } },
      handler: async ({ query, traceId }) => {
        const body = await inTransaction(
          app,
          async (ctx) => computedView(ctx, chain, await service.compute(ctx, subjectOf(query.subject), query.tables ?? [])),
          { traceId, isSnapshot: true },
        );
        return { status: 200, body };
      },
    }),
    route({
      method: "get",
      path: "/api/footprints",
      act: "footprints:read",
      summary: "Kept footprints, newest first",
      tag: CARBON_TAG,
      query: pageQuery.extend({ subject: subject.optional() }),
      responses: { 200: { description: "A page of footprints.", schema: pageOf(footprintSummary) } },
      handler: async ({ query }) => {
        const about = query.subject === undefined ? null : subjectOf(query.subject);
        const body = await listFootprintSummaries({ tx: app.db.dataSource.manager }, chain, { ...query, subject: about });
        return { status: 200, body };
      },
    }),
    route({
      method: "get",
      path: "/api/footprints/{hash}",
      act: "footprints:read",
      summary: "One footprint, with its anchor",
      tag: CARBON_TAG,
      params: z.object({ hash: hex32 }),
      responses: { 200: { description: "The footprint as it was kept.", schema: footprintSchema } },
      handler: async ({ params, traceId }) => {
        const body = await inTransaction(
          app,
          async (ctx) => {
            const row = await findFootprint(ctx, params.hash as Hex32);
            if (row === undefined) throw new ProblemError(CARBON_PROBLEMS.unknownFootprint);
            return footprintView(ctx, chain, row);
          },
          { traceId, isSnapshot: true },
        );
        return { status: 200, body };
      },
    }),
    route({
      method: "post",
      path: "/api/footprints",
      act: "footprints:keep",
      summary: "Keeps the footprint of goods as it is now, and has it anchored",
      description:
        "A footprint never changes. When statements or factors have changed since the last one, this is a new one that names it as `preceding`; when " +
        "they have not, it is the same one.",
      tag: CARBON_TAG,
      body: footprintRequest,
      responses: { 200: { description: "The footprint that is now kept.", schema: footprintSchema } },
      handler: async ({ body, principal, traceId }) => {
        if (!principal) throw new ProblemError(PLATFORM_PROBLEMS.unauthorised);
        const kept = await inTransaction(
          app,
          async (ctx) => {
            const hash = await service.keep(ctx, principal.account as Address, subjectOf(body.subject), (body.tables ?? []) as Hex32[]);
            const row = await findFootprint(ctx, hash);
            if (row === undefined) throw new Error("a footprint that was just kept is there");
            return footprintView(ctx, chain, row);
          },
          { traceId },
        );
        return { status: 200, body: kept };
      },
    }),
    route({
      method: "post",
      path: "/api/footprints/what-if",
      act: "footprints:read",
      summary: "What another mode, carrier or load would have saved",
      description: "Computes the same goods on other ways. The saving rounds down. Nothing is stored.",
      tag: CARBON_TAG,
      body: whatIfRequest,
      responses: { 200: { description: "Both footprints and the saving.", schema: whatIfView } },
      handler: async ({ body, traceId }) => {
        const { baseline, alternative, saving } = await inTransaction(
          app,
          (ctx) => service.whatIf(ctx, subjectOf(body.subject), (body.tables ?? []) as Hex32[], body.changes),
          { traceId, isSnapshot: true },
        );
        const { baselineGrams, actualGrams, savedGrams } = saving;
        const grams = { baselineGrams: String(baselineGrams), alternativeGrams: String(actualGrams), savedGrams: String(savedGrams) };
        return { status: 200, body: { baseline, alternative, saving: grams } };
      },
    }),
  ];
}
