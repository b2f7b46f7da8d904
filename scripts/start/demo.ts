import type { Running } from "./backend-environment.ts";
import { apiUrl } from "./backend.ts";
import type { Home } from "./home.ts";
import { asProblem } from "./problem.ts";
import type { Settings } from "./settings.ts";
import type { Steps } from "./steps.ts";

/** Loads the demonstration once per home, through the public API like anybody else. */
export async function provideDemo(settings: Settings, home: Home, running: Running, steps: Steps): Promise<void> {
  if (!settings.isDemo || !settings.servesPages || home.isDemoLoaded()) return;
  await steps.run("Loaded the demonstration", async (detail) => {
    detail(
      await asProblem(
        loadDemonstration(apiUrl(settings), running),
        "The demonstration cannot be loaded (WAYBILL_DEMO=off starts without it): ",
      ),
    );
    home.markDemoLoaded(new Date());
  });
}

/** @returns what there is now, in brackets. */
export async function loadDemonstration(url: string, { databaseUrl, rpcUrl }: Pick<Running, "databaseUrl" | "rpcUrl">): Promise<string> {
  const { loadDemo } = await import("../demo/load.ts");
  const { summary } = await loadDemo({ apiUrl: url, databaseUrl, rpcUrl });
  return `(${summary})`;
}
