import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../services/ports.ts";
import { lastLogLines, startChild, type Child } from "../services/child.ts";
import { waitFor } from "../services/wait-for.ts";
import { ROOT } from "../start/root.ts";
import { prepare } from "../test/prepare.ts";
import { figure, type Figure } from "./figure.ts";

const READY_MILLISECONDS = 300_000;

/** How long a person waits for `npm start`, downloads and builds apart: with an empty home, and with that home again. */
export async function measure(): Promise<Figure[]> {
  await prepare();
  const folder = mkdtempSync(join(tmpdir(), "waybill-bench-"));
  try {
    const first = await secondsToReady(join(folder, "home"), join(folder, "first.log"));
    const second = await secondsToReady(join(folder, "home"), join(folder, "second.log"));
    return [
      figure({ figure: "first start", value: first, unit: "s", goal: 300 }),
      figure({ figure: "second start", value: second, unit: "s", goal: 15, reference: { value: first, name: "first" }, ratioGoal: 1 }),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function secondsToReady(home: string, logFile: string): Promise<number> {
  const env = { ...process.env, WAYBILL_HOME: home, PORT: String(await freePort()) };
  const started = performance.now();
  const child = await startChild({ name: "Waybill", command: process.execPath, args: [`${ROOT}/scripts/start/main.ts`], env, logFile });
  try {
    await untilReady(child);
    return (performance.now() - started) / 1000;
  } finally {
    await child.stop("SIGTERM", 15_000);
  }
}

async function untilReady(child: Child): Promise<void> {
  const lines = () => lastLogLines(child.logFile);
  await waitFor(() => lines().includes("Waybill is ready") || child.hasExited(), {
    what: "readiness",
    deadlineMilliseconds: READY_MILLISECONDS,
  });
  if (child.hasExited()) throw new Error(`Waybill did not start:\n${lines()}`);
}
