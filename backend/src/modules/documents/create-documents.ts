import { pinPlace } from "@waybill/protocol/schemas/api/documents";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import type { Module } from "../../platform/module.ts";
import type { VerifySignature } from "../../platform/signatures.ts";
import { placesOf } from "./blocks/places.ts";
import { DOCUMENT_PROBLEMS } from "./documents.errors.ts";
import { registerDocumentMetrics } from "./documents.metrics.ts";
import type { RegisteredAccounts } from "./documents.ports.ts";
import { createDocumentQueries, type DocumentQueries } from "./documents.queries.ts";
import { documentsRoutes } from "./documents.routes.ts";
import { createDocumentsService, type DocumentsService } from "./documents.service.ts";
import { copiesRoutes } from "./pins/copies.routes.ts";
import { CHECK_TASK, createPins, PIN_TASK, REMOVE_TASK, SWEEP_TASK, type Pins } from "./pins/pins.service.ts";

/** Jobs that an earlier version wrote name no place: they meant the node. */
const pinPayload = z.object({ id: z.string(), place: pinPlace.default("node") });
const removePayload = z.object({ id: z.string() });

export interface Documents extends Module {
  store: DocumentsService;
  pins: Pins;
  queries: DocumentQueries;
}

/** Documents: what events point at, and what is behind hashes on chain, kept by their content. */
export function createDocuments({
  app,
  verifySignature,
  chain,
}: {
  app: App;
  verifySignature: VerifySignature;
  /** Asked for when requests come in: the chain is made after the documents. */
  chain: () => RegisteredAccounts;
}): Documents {
  const places = placesOf(app);
  registerDocumentMetrics(app);
  const pins = createPins(app, places);
  const service = createDocumentsService({ app, places, pins, verifySignature, chain });
  return {
    name: "documents",
    store: service,
    pins,
    queries: createDocumentQueries(service),
    problems: DOCUMENT_PROBLEMS,
    routes: [...documentsRoutes(app, service), ...copiesRoutes(app, places, pins)],
    jobs: {
      [PIN_TASK]: (_app, payload) => {
        const { id, place } = pinPayload.parse(payload);
        return pins.pin(id, place);
      },
      [REMOVE_TASK]: (_app, payload) => pins.remove(removePayload.parse(payload).id),
      [CHECK_TASK]: () => pins.checkDue(),
      [SWEEP_TASK]: () => pins.sweep(),
    },
    crontab: [`*/5 * * * * ${CHECK_TASK}`, `41 * * * * ${SWEEP_TASK}`],
  };
}
