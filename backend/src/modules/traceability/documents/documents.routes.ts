import { ipfsLinkOf } from "@waybill/protocol/documents/document-link";
import { linkedDocument, statementDocument } from "@waybill/protocol/schemas/api/documents";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { statementView } from "@waybill/protocol/schemas/api/traceability";
import { hex32, type Hex32 } from "@waybill/protocol/schemas/primitives";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { inTransaction } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { pageQuery } from "../../../platform/http/paging.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import type { DocumentQueries } from "../../documents/documents.queries.ts";
import { findStatement } from "../statement-rows.ts";
import { TRACEABILITY_PROBLEMS } from "../traceability.errors.ts";
import type { StatementChain } from "../traceability.ports.ts";
import { readJourney, subjectOf } from "../views/journey-view.ts";
import { statementViews } from "../views/statement-views.ts";
import { documentsOf } from "./documents-of.ts";
import { pointingOf, statementsPointingAt } from "./pointed-at.ts";

const TAG = "Documents";

/** From statements to the documents that they point at, and back. */
export function statementDocumentRoutes({
  app,
  chain,
  documents,
}: {
  app: App;
  chain: StatementChain;
  documents: DocumentQueries;
}): Route[] {
  return [
    route({
      method: "get",
      path: "/api/statements/{commitment}/documents",
      act: "statements:read",
      summary: "Documents that a statement points at",
      tag: TAG,
      params: z.object({ commitment: hex32 }),
      responses: { 200: { description: "Each link of the event, and the document behind it.", schema: pageOf(linkedDocument) } },
      handler: async ({ params, traceId }) => {
        const items = await inTransaction(
          app,
          async (ctx) => {
            const row = await findStatement(ctx, params.commitment as Hex32);
            if (!row) throw new ProblemError(TRACEABILITY_PROBLEMS.unknownStatement);
            return (await documents.linkedDocuments(ctx, [pointingOf(row)])).flat();
          },
          { traceId },
        );
        return { status: 200, body: { items, next: null } };
      },
    }),
    route({
      method: "get",
      path: "/api/journeys/documents",
      act: "statements:read",
      summary: "Documents that the statements of a journey point at",
      tag: TAG,
      query: z.object({ subject: z.string().min(1).max(500).describe("GS1 Digital Link or EPC URN of a lot, serial or logistic unit.") }),
      responses: { 200: { description: "In the order of the journey.", schema: pageOf(statementDocument) } },
      handler: async ({ query, traceId }) => {
        const subject = subjectOf(query.subject);
        const items = await inTransaction(app, async (ctx) => documentsOf(ctx, documents, (await readJourney(ctx, subject)).rows), {
          traceId,
        });
        return { status: 200, body: { items, next: null } };
      },
    }),
    route({
      method: "get",
      path: "/api/documents/{cid}/statements",
      act: "statements:read",
      summary: "Statements that point at a document, newest first",
      description: "By its content id, for a public document by the SHA-256 of its bytes, and by a link that the reader has.",
      tag: TAG,
      params: z.object({ cid: z.string().max(100) }),
      query: pageQuery.extend({
        link: z.string().max(200).optional().describe("As an event names a private document: `ni:///sha-256;…`."),
      }),
      responses: { 200: { description: "A page of statements.", schema: pageOf(statementView) } },
      handler: async ({ params, query: { link, ...page }, traceId }) => {
        const items = await inTransaction(
          app,
          async (ctx) => {
            const links = [
              ipfsLinkOf(params.cid),
              ...(link === undefined ? [] : [link]),
              ...(await documents.publicLinks(ctx, params.cid)),
            ];
            return statementViews(ctx, chain, await statementsPointingAt(ctx, links, page));
          },
          { traceId },
        );
        return { status: 200, body: { items, next: items.length === page.limit ? (items.at(-1)?.commitment ?? null) : null } };
      },
    }),
  ];
}
