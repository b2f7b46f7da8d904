import type { App } from "../../platform/app.ts";
import type { Module } from "../../platform/module.ts";
import { REPORTS_PROBLEMS } from "./reports.errors.ts";
import { reportsRoutes } from "./reports.routes.ts";

/** What people who hold goods tell the organisations behind them. */
export function createReports({ app }: { app: App }): Module {
  return {
    name: "reports",
    problems: REPORTS_PROBLEMS,
    routes: reportsRoutes(app),
  };
}
