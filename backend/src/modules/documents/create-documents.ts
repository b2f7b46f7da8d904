import { join } from "node:path";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { route } from "../../platform/http/route.ts";
import type { Module } from "../../platform/module.ts";
import { kuboBlockStore, localBlockStore } from "./block-stores.ts";
import { DOCUMENT_PROBLEMS } from "./documents.errors.ts";
import { createDocumentsService, PIN_TASK, type ContentStore } from "./documents.service.ts";

const pinPayload = z.object({ id: z.string() });

/** Documents behind hashes on chain, kept by their content. */
export function createDocuments({ app }: { app: App }): Module & { store: ContentStore } {
  const { home, ipfsApiUrl } = app.config;
  const service = createDocumentsService({
    app,
    local: localBlockStore(join(home, "blocks")),
    remote: ipfsApiUrl === null ? null : kuboBlockStore(ipfsApiUrl),
  });
  return {
    name: "documents",
    store: service,
    problems: DOCUMENT_PROBLEMS,
    jobs: { [PIN_TASK]: (_app, payload) => service.pin(pinPayload.parse(payload).id) },
    routes: [
      route({
        method: "get",
        path: "/api/documents/{cid}",
        permission: "public",
        summary: "A document by its content id",
        description: "The bytes are hashed before they are passed on, so what comes back is what the id names.",
        tag: "Documents",
        params: z.object({ cid: z.string().max(100) }),
        responses: { 200: { description: "The document.", contentType: "application/json" } },
        handler: async ({ params }) => ({
          status: 200,
          bytes: await service.get(params.cid),
          contentType: "application/json",
          headers: { "Cache-Control": "public, max-age=31536000, immutable", ETag: `"${params.cid}"` },
        }),
      }),
    ],
  };
}
