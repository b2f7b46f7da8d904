import { databaseRightsView } from "@waybill/protocol/schemas/api/settings";
import type { App } from "../app.ts";
import { route, type Route } from "../http/route.ts";
import { excessOf } from "./excess-rights.ts";

/** Says the same to the console as to the log. */
export function databaseRightsRoutes({ db, config }: Pick<App, "db" | "config">): Route[] {
  return [
    route({
      method: "get",
      path: "/api/installation/database",
      act: "settings:read",
      summary: "Whether the process that answers may more in its database than it needs",
      tag: "Installation",
      responses: { 200: { description: "What it may beyond its work; null when nothing.", schema: databaseRightsView } },
      handler: async () => ({ status: 200, body: { excess: await excessOf(db.pool, { config }) } }),
    }),
  ];
}
