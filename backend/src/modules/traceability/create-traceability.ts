import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { inTransaction } from "../../platform/context.ts";
import type { Module } from "../../platform/module.ts";
import type { VerifySignature } from "../../platform/signatures.ts";
import { finishLeftCaptures, LEFT_AFTER_SECONDS } from "./capture/left-captures.ts";
import { epcisRoutes } from "./epcis/epcis.routes.ts";
import { rebuildIndex } from "./query/index/rebuild-index.ts";
import { TRACEABILITY_PROBLEMS } from "./traceability.errors.ts";
import type { CustodyOfUnits, StatementChain } from "./traceability.ports.ts";
import { traceabilityRoutes } from "./traceability.routes.ts";
import { CAPTURE_TASK, createTraceabilityService } from "./traceability.service.ts";

export interface TraceabilityDependencies {
  app: App;
  chain: StatementChain;
  custody: CustodyOfUnits;
  verifySignature: VerifySignature;
}

/** Task that looks for captures whose worker has died. */
const LEFT_CAPTURES_TASK = "traceability:left-captures";

const capturePayload = z.object({ id: z.string() });

/** Events: taken, kept, shown and proven. */
export function createTraceability({ app, chain, custody, verifySignature }: TraceabilityDependencies): Module {
  const service = createTraceabilityService({ app, chain, verifySignature });
  return {
    name: "traceability",
    problems: TRACEABILITY_PROBLEMS,
    prepare: () => rebuildIndex(app),
    routes: [...epcisRoutes({ app, service }), ...traceabilityRoutes({ app, config: app.config, chain, custody })],
    crontab: [`* * * * * ${LEFT_CAPTURES_TASK}`],
    services: {
      // A worker that comes back looks at once for what it left.
      worker: async () => {
        await finishLeftCaptures(app, service.runCapture, 0);
        return { stop: async () => undefined };
      },
    },
    jobs: {
      [LEFT_CAPTURES_TASK]: (running) => finishLeftCaptures(running, service.runCapture, LEFT_AFTER_SECONDS),
      [CAPTURE_TASK]: (running, payload) => inTransaction(running, (ctx) => service.runCapture(ctx, capturePayload.parse(payload).id)),
    },
  };
}
