import type { App } from "../../platform/app.ts";
import type { Module } from "../../platform/module.ts";
import { MASTER_DATA_PROBLEMS } from "./master-data.errors.ts";
import { masterDataRoutes } from "./master-data.routes.ts";

/** Products and places as organisations describe them. */
export function createMasterData({ app }: { app: App }): Module {
  return { name: "master-data", problems: MASTER_DATA_PROBLEMS, routes: masterDataRoutes({ app }) };
}
