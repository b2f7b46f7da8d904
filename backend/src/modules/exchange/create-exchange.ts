import type { App } from "../../platform/app.ts";
import type { Module } from "../../platform/module.ts";
import { partnersRoutes } from "./clients/partners.routes.ts";
import { purgeTokens } from "./clients/tokens.service.ts";
import { EXCHANGE_ERROR_FORMATS } from "./error-formats.ts";
import { EXCHANGE_PROBLEMS } from "./exchange.errors.ts";
import type { FootprintChain } from "./exchange.ports.ts";
import { footprintsRoutes } from "./footprints/footprints.routes.ts";
import { pactFootprintsRoutes } from "./pact/footprints.routes.ts";
import { tokenRoutes } from "./pact/token.routes.ts";

const PURGE_TASK = "exchange:purge-tokens";

/** Product footprints for business partners, as PACT 3.0.3 has them exchanged. */
export function createExchange({ app, chain }: { app: App; chain: FootprintChain }): Module {
  return {
    name: "exchange",
    problems: EXCHANGE_PROBLEMS,
    errorFormats: EXCHANGE_ERROR_FORMATS,
    routes: [...tokenRoutes(app), ...pactFootprintsRoutes({ app, chain }), ...partnersRoutes(app), ...footprintsRoutes({ app, chain })],
    jobs: { [PURGE_TASK]: purgeTokens },
    crontab: [`41 * * * * ${PURGE_TASK}`],
  };
}
