import { factorTable, slug } from "@waybill/protocol/footprint/factor-table";
import { factorTableSummary, factorTableView } from "@waybill/protocol/schemas/api/carbon";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { hex32, type Address, type Hex32 } from "@waybill/protocol/schemas/primitives";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { record } from "../../platform/audit.ts";
import { inTransaction } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { pageQuery } from "../../platform/http/paging.ts";
import { route, type Route } from "../../platform/http/route.ts";
import { PLATFORM_PROBLEMS } from "../../platform/problems.ts";
import type { StatementChain } from "../traceability/traceability.queries.ts";
import { CARBON_PROBLEMS } from "./carbon.errors.ts";
import { findFactorTableView, listFactorTableSummaries } from "./carbon.views.ts";
import { storeFactorTable } from "./factor-tables.store.ts";
import { CARBON_TAG } from "./footprints.routes.ts";
import { readTable } from "./read-table.ts";

const MAX_TABLE_BYTES = 4 * 1024 * 1024;

const text = z.string().min(1).max(500).optional();
const csvHead = z.object({
  id: slug.optional().describe("Of a CSV upload, which holds rows alone: what the table is called."),
  ...{ edition: text, title: text, publisher: text, url: text, licence: text, note: z.string().max(2_000).optional() },
  validFrom: z.iso.date().optional(),
});

/** Factor tables: which there are, each as a whole, and uploading another. */
export function factorTableRoutes({ app, chain }: { app: App; chain: StatementChain }): Route[] {
  const reading = { tx: app.db.dataSource.manager };
  return [
    route({
      method: "get",
      path: "/api/factor-tables",
      act: "factorTables:read",
      summary: "Factor tables, newest first; last the one that comes with Waybill",
      tag: CARBON_TAG,
      query: pageQuery,
      responses: { 200: { description: "A page of tables.", schema: pageOf(factorTableSummary) } },
      handler: async ({ query }) => ({ status: 200, body: await listFactorTableSummaries(reading, chain, query) }),
    }),
    route({
      method: "get",
      path: "/api/factor-tables/{hash}",
      act: "factorTables:read",
      summary: "One factor table with all its rows",
      tag: CARBON_TAG,
      params: z.object({ hash: hex32 }),
      responses: { 200: { description: "The table.", schema: factorTableView } },
      handler: async ({ params }) => {
        const body = await findFactorTableView(reading, chain, params.hash as Hex32);
        if (body === undefined) throw new ProblemError(CARBON_PROBLEMS.unknownTable);
        return { status: 200, body };
      },
    }),
    route({
      method: "post",
      path: "/api/factor-tables",
      act: "factorTables:upload",
      summary: "Uploads a factor table, as JSON or CSV, and has it anchored",
      description:
        "A table never changes and is named by its hash; another edition is another table. CSV has the columns kind, id, name, region, source, mode, " +
        "vehicle, fuel, refrigerated, hub, carrier, unit, ttw, wtt, wtw, distance and addedMetres, intensities in milligrams CO₂e; what " +
        "the table is called stands in the query.",
      tag: CARBON_TAG,
      query: csvHead,
      body: factorTable,
      rawBody: true,
      bodies: { "text/csv": z.string() },
      accepts: ["application/json", "text/csv"],
      bodyLimitBytes: MAX_TABLE_BYTES,
      responses: { 200: { description: "The table as it is now kept.", schema: factorTableView } },
      handler: async ({ text: body, mediaType, query, principal, traceId }) => {
        if (!principal) throw new ProblemError(PLATFORM_PROBLEMS.unauthorised);
        const table = readTable(body, mediaType, query);
        const stored = await inTransaction(
          app,
          async (ctx) => {
            const hash = await storeFactorTable(ctx, principal.account as Address, table);
            record(ctx, { action: "factor-table.kept", by: principal, subject: hash, details: { rows: table.rows.length } });
            return findFactorTableView(ctx, chain, hash);
          },
          { traceId },
        );
        return { status: 200, body: stored };
      },
    }),
  ];
}
