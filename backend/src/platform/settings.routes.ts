import { stat } from "node:fs/promises";
import { settingView, type SettingView } from "@waybill/protocol/schemas/api/settings";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { z } from "zod";
import type { Config } from "../config/config.ts";
import type { Clock } from "./clock.ts";
import { facet, says } from "./http/facet.ts";
import { route, type Route } from "./http/route.ts";

/** What the process was started with, for whoever runs the installation. */
export function settingsRoutes({ config, clock }: { config: Pick<Config, "settings">; clock: Clock }): Route[] {
  const begun = clock.now();
  return [
    route({
      method: "get",
      path: "/api/installation/settings",
      act: "settings:read",
      summary: "Every variable with what it is set to; of secrets only that they are, and since when",
      tag: "Installation",
      query: z.object({
        named: facet(z.string().min(1).max(100)).describe("Anywhere in its name or in what it is for."),
        source: facet(settingView.shape.source),
      }),
      responses: { 200: { description: "All that match; there is one page.", schema: pageOf(settingView) } },
      handler: async ({ query: { named, source } }) => {
        const matching = config.settings.filter(
          (one) => (source === null || one.source === source) && says(named, one.name, one.description),
        );
        return { status: 200, body: { items: await Promise.all(matching.map((setting) => viewOf(setting, begun))), next: null } };
      },
    }),
  ];
}

async function viewOf({ file, ...setting }: Config["settings"][number], begun: Date): Promise<SettingView> {
  const since = file === null ? begun : await writtenAt(file);
  return { ...setting, since: setting.source === "absent" ? null : (since?.toISOString() ?? null) };
}

async function writtenAt(path: string): Promise<Date | null> {
  return stat(path).then(
    ({ mtime }) => mtime,
    () => null,
  );
}
