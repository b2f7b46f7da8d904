import type { App } from "../../platform/app.ts";
import type { Module } from "../../platform/module.ts";
import type { CustodyOfUnits, StatementChain } from "../traceability/traceability.queries.ts";
import { CARBON_PROBLEMS } from "./carbon.errors.ts";
import { createCarbonService } from "./carbon.service.ts";
import { factorTableRoutes } from "./factor-tables.routes.ts";
import { footprintRoutes } from "./footprints.routes.ts";

/** Footprints of goods from what was stated about them, and the factors that they are computed with. */
export function createCarbon({ app, chain, custody }: { app: App; chain: StatementChain; custody: CustodyOfUnits }): Module {
  const service = createCarbonService({ custody });
  return {
    name: "carbon",
    problems: CARBON_PROBLEMS,
    routes: [...footprintRoutes({ app, chain, service }), ...factorTableRoutes({ app, chain })],
  };
}
