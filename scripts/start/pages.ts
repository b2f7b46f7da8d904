import { existsSync } from "node:fs";
import { FRONTEND, buildFrontend } from "./builds.ts";
import type { Home } from "./home.ts";
import { StartProblem } from "./problem.ts";
import type { Settings } from "./settings.ts";
import { buildIfChanged } from "./stamp.ts";
import type { Steps } from "./steps.ts";
import type { Supervisor } from "./supervisor.ts";

/** Builds the web pages when their sources changed; FRONTEND_DIR names pages that were built elsewhere. */
export async function providePages(settings: Settings, home: Home, supervisor: Supervisor, steps: Steps): Promise<void> {
  if (!settings.servesPages) return;
  const ready = settings.environment.FRONTEND_DIR;
  if (ready) {
    if (!existsSync(ready)) throw new StartProblem(`FRONTEND_DIR ${ready} does not exist.`);
    return;
  }
  await steps.run("Built the web pages", async (detail) => {
    const done = await buildIfChanged(FRONTEND, () => supervisor.run(buildFrontend(home.log("pages"))));
    if (!done) detail("(unchanged)");
  });
}
