import { hex32, isHex32, type Hex32 } from "@waybill/protocol/schemas/primitives";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { inTransaction } from "../../platform/context.ts";
import type { Module } from "../../platform/module.ts";
import { RECALLS_PROBLEMS } from "./recalls.errors.ts";
import { recallsRoutes } from "./recalls.routes.ts";
import { createRecallsService } from "./recalls.service.ts";
import { findRecall, FOLLOW_TASK } from "./recalls.store.ts";
import type { ViewSources } from "./recalls.views.ts";

const FOLLOW_ALL_TASK = "recalls:follow-all";

const followPayload = z.object({ notice: hex32 });

/** Goods called back: whom a notice reaches, who has answered, who is late. */
export function createRecalls({ app, ...sources }: { app: App } & ViewSources): Module {
  const service = createRecallsService(sources);
  return {
    name: "recalls",
    records: { "/recalls/$notice": async (ctx, named) => isHex32(named) && (await findRecall(ctx, named)) !== undefined },
    problems: RECALLS_PROBLEMS,
    routes: recallsRoutes({ app, ...sources }),
    jobs: {
      [FOLLOW_TASK]: (running, payload) =>
        inTransaction(running, (ctx) => service.follow(ctx, followPayload.parse(payload).notice as Hex32)),
      [FOLLOW_ALL_TASK]: (running) => service.followAll(running),
    },
    // Goods move on after a notice, and deadlines pass.
    crontab: [`* * * * * ${FOLLOW_ALL_TASK}`],
  };
}
