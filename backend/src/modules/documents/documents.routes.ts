import {
  CONSENT_HEADER,
  documentKey,
  documentView as documentViewSchema,
  MAX_DOCUMENT_BYTES,
} from "@waybill/protocol/schemas/api/documents";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { address, type Address } from "@waybill/protocol/schemas/primitives";
import { visibleText } from "@waybill/protocol/typed-data/plain-text";
import { getAddress } from "viem/utils";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { inTransaction } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { pageQuery } from "../../platform/http/paging.ts";
import type { Principal } from "../../platform/http/principal.ts";
import { route, type Route } from "../../platform/http/route.ts";
import { contentResponse } from "./content-response.ts";
import { DOCUMENT_PROBLEMS } from "./documents.errors.ts";
import type { DocumentsService } from "./documents.service.ts";
import { documentsWithId } from "./documents.store.ts";
import { documentsOf, documentView } from "./documents.views.ts";

const TAG = "Documents";
const cidParams = z.object({ cid: z.string().max(100).describe("Content id: CIDv1, SHA-256, base32.") });
const consent = { name: CONSENT_HEADER, in: "header", schema: z.string().max(8_000) } as const;
const CONSENT_TEXT = `Without a token, the header ${CONSENT_HEADER} carries a wallet's signature: \`request=keep, account=0x…, deadline=…, signature=0x…\`.`;

const newDocument = z.object({
  visibility: z.enum(["public", "private"]).describe("`public` is for ever; `private` is encrypted, and can be erased."),
  name: z
    .string()
    .max(200)
    .transform(visibleText)
    .refine((name) => name !== "", "must have characters that can be seen")
    .describe(
      "File name to show and to save under. One that does not end as files of that kind do gets such an end: `.pdf`, `.png`, `.jpg`, `.webp`, `.json`, `.csv`, `.txt`.",
    ),
});

/** Certificates, photos and reports: kept, shown, opened and erased. */
export function documentsRoutes(app: App, service: DocumentsService): Route[] {
  const view = async (cid: string, principal: Principal | null) => {
    const found = await inTransaction(app, (ctx) => documentView(ctx, cid, principal?.account as Address | null));
    if (!found) throw new ProblemError(DOCUMENT_PROBLEMS.unknown);
    return found;
  };
  return [
    route({
      method: "post",
      path: "/api/documents",
      act: "documents:keep",
      credential: "author",
      summary: "Keeps a file: the body is its bytes",
      description: `The same file again is the same document. ${CONSENT_TEXT}`,
      tag: TAG,
      refuses: [410],
      query: newDocument,
      parameters: [consent],
      takesFile: true,
      bodyLimitBytes: MAX_DOCUMENT_BYTES,
      responses: {
        200: { description: "It was kept before.", schema: documentViewSchema },
        201: { description: "It is kept.", schema: documentViewSchema, headers: { Location: "The document." } },
      },
      handler: async ({ query, upload, mediaType, principal, header, traceId }) => {
        if (!upload) throw new Error("this route takes a file");
        const document = { upload, name: query.name, isPublic: query.visibility === "public", declaredType: mediaType };
        const { row, isNew } = await service.keep(document, { principal, consent: header(CONSENT_HEADER) }, traceId);
        const body = await inTransaction(app, (ctx) => documentView(ctx, row.cid, row.account));
        return { status: isNew ? 201 : 200, body, headers: { Location: `/api/documents/${row.cid}` } };
      },
    }),
    route({
      method: "get",
      path: "/api/documents",
      act: "documents:read",
      credential: "reader",
      summary: "Documents of one organisation, newest first",
      description: "With its own token an organisation sees name, type and link of its private documents, too.",
      tag: TAG,
      query: pageQuery.extend({ account: address }),
      responses: { 200: { description: "A page of documents.", schema: pageOf(documentViewSchema) } },
      handler: async ({ query: { account, ...page }, principal, traceId }) => {
        const owner = getAddress(account.toLowerCase()) as Address;
        const viewer = (principal?.account ?? null) as Address | null;
        const items = await inTransaction(app, (ctx) => documentsOf(ctx, { account: owner, viewer, ...page }), { traceId });
        return { status: 200, body: { items, next: items.length === page.limit ? (items.at(-1)?.cid ?? null) : null } };
      },
    }),
    route({
      method: "get",
      path: "/api/documents/{cid}",
      act: "documents:read",
      credential: "reader",
      summary: "What a document is, whose, and where it is kept",
      tag: TAG,
      params: cidParams,
      responses: { 200: { description: "The document.", schema: documentViewSchema } },
      handler: async ({ params, principal }) => ({ status: 200, body: await view(params.cid, principal) }),
    }),
    route({
      method: "get",
      path: "/api/documents/{cid}/content",
      act: "documents:readContent",
      summary: "The bytes with this content id",
      description: "They are hashed before they are passed on. Of a private document it is the encrypted form, which the key opens.",
      tag: TAG,
      refuses: [410],
      params: cidParams,
      responses: { 200: { description: "The bytes.", contentType: "application/octet-stream" } },
      produces: ["*/*"],
      handler: async ({ params: { cid } }) => {
        const [document] = await documentsWithId({ tx: app.db.dataSource.manager }, cid);
        if (document?.erasedAt) throw new ProblemError(DOCUMENT_PROBLEMS.erased);
        const bytes = await service.get(cid);
        // What is no document is a contents manifest.
        if (!document) return contentResponse(bytes, { cid, mediaType: "application/json", name: null });
        return contentResponse(
          bytes,
          document.isPublic
            ? { cid, mediaType: document.mediaType, name: document.name }
            : { cid, mediaType: "application/octet-stream", name: `${cid}.sealed` },
        );
      },
    }),
    route({
      method: "get",
      path: "/api/documents/{cid}/key",
      act: "documents:readKey",
      credential: "author",
      summary: "The key of a private document, for its owner",
      description: `Who is given the key can read the document for as long as its bytes exist. ${CONSENT_TEXT}`,
      tag: TAG,
      refuses: [409, 410],
      params: cidParams,
      parameters: [consent],
      responses: { 200: { description: "The key.", schema: documentKey } },
      handler: async ({ params, principal, header }) => {
        const key = (await service.keyOf(params.cid, { principal, consent: header(CONSENT_HEADER) })).toString("base64url");
        return { status: 200, body: { key, fragment: `#key=${key}` } };
      },
    }),
    route({
      method: "delete",
      path: "/api/documents/{cid}",
      act: "documents:erase",
      credential: "author",
      summary: "Erases a private document: its key is destroyed",
      description: `Proofs of the events that point at it stay valid. ${CONSENT_TEXT}`,
      tag: TAG,
      params: cidParams,
      parameters: [consent],
      responses: { 204: { description: "The key is gone." } },
      handler: async ({ params, principal, header, traceId }) => {
        await service.erase(params.cid, { principal, consent: header(CONSENT_HEADER) }, traceId);
        return { status: 204 };
      },
    }),
  ];
}
