import { StartProblem } from "./problem.ts";
import { readSettings, type Settings } from "./settings.ts";
import { findStarter, onStarterGone } from "./starter.ts";
import { createSteps } from "./steps.ts";
import { startSystem } from "./system.ts";

// A closed terminal must not end us before our children have ended.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

process.exit(await main());

/** Runs Waybill until it is asked to stop (exit code 0) or something is wrong (1). */
async function main(): Promise<number> {
  const settings = readSettingsOrComplain();
  if (!settings) return 1;
  const stopAsked = onStopAsked();
  const system = startSystem(
    settings,
    createSteps((line) => console.log(line)),
  );
  try {
    const outcome = await Promise.race([system.ready, stopAsked]);
    if (outcome === "stop") return 0;
    if (outcome.firstAdmin !== null) console.log(outcome.firstAdmin);
    console.log(`Waybill is ready: http://localhost:${outcome.port}`);
    await Promise.race([system.failure, stopAsked]);
    return 0;
  } catch (error) {
    complain(error);
    return 1;
  } finally {
    await system.stop().catch(complain);
  }
}

function readSettingsOrComplain(): Settings | undefined {
  try {
    return readSettings(process.env);
  } catch (error) {
    complain(error);
    return undefined;
  }
}

function onStopAsked(): Promise<"stop"> {
  return new Promise((resolve) => {
    const stop = () => resolve("stop");
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
    onStarterGone(findStarter(), stop);
  });
}

/** Expected problems are a sentence; anything else is a defect of ours and shows where it happened. */
function complain(error: unknown): void {
  if (error instanceof StartProblem) console.error(error.message);
  else console.error("Waybill cannot go on:", error);
}
