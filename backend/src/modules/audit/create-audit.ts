import type { App } from "../../platform/app.ts";
import { inTransaction } from "../../platform/context.ts";
import type { Module } from "../../platform/module.ts";
import { AUDIT_PROBLEMS } from "./audit.errors.ts";
import { auditRoutes } from "./audit.routes.ts";
import { makeCheckpoint, resendCheckpoints, type RelayAnchor } from "./checkpoints.service.ts";

/**
 * The audit log: what was recorded, and its checkpoints on chain.
 *
 * @param relay sends a checkpoint; null where there is no chain to send it to
 */
export function createAudit({ app, relay }: { app: App; relay: RelayAnchor | null }): Module {
  const routes = auditRoutes(app);
  const { auditMinutes } = app.config.anchoring;
  if (relay === null) return { name: "audit", problems: AUDIT_PROBLEMS, routes };
  return {
    name: "audit",
    problems: AUDIT_PROBLEMS,
    routes,
    jobs: {
      async "audit:checkpoint"() {
        await inTransaction(app, (ctx) => resendCheckpoints(ctx, relay));
        await inTransaction(app, (ctx) => makeCheckpoint(ctx, relay));
      },
    },
    crontab: auditMinutes === 0 ? [] : [`*/${auditMinutes} * * * * audit:checkpoint`],
  };
}
