import { existsSync } from "node:fs";
import { apiUrl } from "./backend.ts";
import type { Running } from "./backend-environment.ts";
import type { Home } from "./home.ts";
import { ROOT } from "./root.ts";
import type { Settings } from "./settings.ts";
import type { Steps } from "./steps.ts";

const LOADER = `${ROOT}/scripts/demo/load.ts`;

/** What scripts/demo/load.ts exports. */
interface Loader {
  loadDemo(options: { apiUrl: string; databaseUrl: string }): Promise<{ summary: string }>;
}

/** Loads the demonstration once per home, through the public API like anybody else. */
export async function provideDemo(settings: Settings, home: Home, running: Running, steps: Steps): Promise<void> {
  if (!settings.isDemo || !settings.servesPages || home.isDemoLoaded() || !existsSync(LOADER)) return;
  await steps.run("Loaded the demonstration", async (detail) => {
    const { loadDemo } = (await import(LOADER)) as Loader;
    const result = await loadDemo({ apiUrl: apiUrl(settings), databaseUrl: running.databaseUrl });
    detail(`(${result.summary})`);
    home.markDemoLoaded(new Date());
  });
}
