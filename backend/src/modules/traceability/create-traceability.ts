import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { inTransaction } from "../../platform/context.ts";
import type { Module } from "../../platform/module.ts";
import type { VerifySignature } from "../../platform/signatures.ts";
import { eventsStream } from "./epcis/events-stream.ts";
import type { DocumentQueries } from "../documents/documents.queries.ts";
import { disclosureRoutes } from "./bundles/disclosure.routes.ts";
import { epcisRoutes } from "./epcis/epcis.routes.ts";
import { createPageRecords } from "./page/page-records.ts";
import { createProductPage } from "./page/product-page.ts";
import { erasureRoutes } from "./erasure/erasure.routes.ts";
import { rebuildIndex } from "./query/index/rebuild-index.ts";
import { checkRoutes } from "./trace/checks.routes.ts";
import { traceRoutes } from "./trace/trace.routes.ts";
import { controlRoutes } from "./subscriptions/control.routes.ts";
import { startDeliverer } from "./subscriptions/delivery/deliverer.ts";
import { createSettledSequence } from "./subscriptions/settled-sequence.ts";
import { registerSubscriptionMetrics } from "./subscriptions/subscriptions.metrics.ts";
import { sealTokensInClear } from "./subscriptions/signature-secrets.ts";
import { TRACEABILITY_PROBLEMS } from "./traceability.errors.ts";
import { statementDocumentRoutes } from "./documents/documents.routes.ts";
import type {
  CustodyOfUnits,
  ErasureListener,
  FootprintOfGoods,
  SilentHolders,
  StatementChain,
  StatementListener,
} from "./traceability.ports.ts";
import { traceabilityRoutes } from "./traceability.routes.ts";
import { CAPTURE_TASK, createTraceabilityService } from "./traceability.service.ts";

export interface TraceabilityDependencies {
  app: App;
  chain: StatementChain;
  custody: CustodyOfUnits;
  documents: DocumentQueries;
  footprintOf: FootprintOfGoods;
  silentHolders: SilentHolders;
  verifySignature: VerifySignature;
  onStored: StatementListener;
  onErased: ErasureListener;
}

const capturePayload = z.object({ id: z.string() });

/** Events: taken, kept, shown and proven. */
export function createTraceability({
  app,
  chain,
  custody,
  documents,
  footprintOf,
  silentHolders,
  verifySignature,
  ...listeners
}: TraceabilityDependencies): Module {
  const { onStored, onErased } = listeners;
  const service = createTraceabilityService({ app, chain, verifySignature, onStored });
  const settledSequence = createSettledSequence(app);
  registerSubscriptionMetrics(app);
  const sources = { config: app.config, chain, custody, documents };
  return {
    name: "traceability",
    drawPage: createProductPage({ app, chain, custody, documents, footprintOf, silentHolders }),
    records: createPageRecords(custody),
    problems: TRACEABILITY_PROBLEMS,
    async prepare() {
      await rebuildIndex(app);
      await sealTokensInClear(app);
    },
    routes: [
      ...epcisRoutes({ app, service, settledSequence, sources }),
      ...controlRoutes({ app, settledSequence }),
      ...statementDocumentRoutes({ app, chain, documents }),
      ...traceabilityRoutes({ app, silentHolders, ...sources }),
      ...disclosureRoutes({ app, sources }),
      ...erasureRoutes({ app, onErased }),
      ...traceRoutes({ app, sources }),
      ...checkRoutes({ app, sources }),
    ],
    upgrades: [eventsStream({ app, settledSequence, sources })],
    jobs: {
      [CAPTURE_TASK]: (running, payload) => inTransaction(running, (ctx) => service.runCapture(ctx, capturePayload.parse(payload).id)),
    },
    services: { worker: async () => startDeliverer({ app, settledSequence, sources }, app.config.webhooks) },
  };
}
