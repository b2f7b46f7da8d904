import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CHROMIUM_FLAGS, getChromium } from "../../test/support/chromium.ts";
import { lastLogLines, startChild, type Child } from "../services/child.ts";
import { freePort } from "../services/ports.ts";
import { waitFor } from "../services/wait-for.ts";
import { ROOT } from "../start/root.ts";
import { prepare } from "../test/prepare.ts";
import { runCommand } from "../test/run-command.ts";
import { figure, type Figure } from "./figure.ts";

const LIGHTHOUSE = "lighthouse@13.5.0";
/** The demonstration's salad: seventeen statements, contradictions and gaps among them. */
const PAGE = "/01/10860009998039/10/SALAD-20260420-A";
const START_MILLISECONDS = 300_000;
const RUN_MILLISECONDS = 300_000;
const GOAL = 95;

/** What the bench reads of Lighthouse's report. */
interface Report {
  categories: Record<string, { score: number | null }>;
  audits: Record<string, { numericValue?: number; details?: { items?: { resourceType?: string; transferSize?: number; url?: string }[] } }>;
}

/** How a product page does on a slow telephone, by Lighthouse: its scores, and what comes over the wire before the check is asked for. */
export async function measure(): Promise<Figure[]> {
  await prepare();
  const folder = mkdtempSync(join(tmpdir(), "waybill-bench-"));
  const port = await freePort();
  const env = { ...process.env, WAYBILL_HOME: join(folder, "home"), PORT: String(port) };
  const args = [`${ROOT}/scripts/start/main.ts`];
  const waybill = await startChild({ name: "Waybill", command: process.execPath, args, env, logFile: join(folder, "log") });
  try {
    await untilReady(waybill);
    const url = `http://localhost:${port}${PAGE}`;
    const { categories, audits } = await lighthouse(url, join(folder, "report.json"));
    const score = (name: string) => Math.round((categories[name]?.score ?? NaN) * 100);
    const requests = audits["network-requests"]?.details?.items ?? [];
    const scripts = requests.filter(({ resourceType }) => resourceType === "Script");
    const kilobytes = (items: typeof requests) => items.reduce((sum, { transferSize = 0 }) => sum + transferSize, 0) / 1000;
    const foreign = requests.filter(({ url: asked = "" }) => !asked.startsWith(new URL(url).origin)).length;
    return [
      figure({ figure: "performance", value: score("performance"), unit: "of 100", goal: GOAL, bound: "at least" }),
      figure({ figure: "accessibility", value: score("accessibility"), unit: "of 100", goal: GOAL, bound: "at least" }),
      figure({ figure: "script before the check", value: kilobytes(scripts), unit: "kB", goal: 100 }),
      figure({ figure: "all before the check", value: kilobytes(requests), unit: "kB" }),
      figure({ figure: "requests to others", value: foreign, unit: "requests", goal: 0 }),
      figure({ figure: "largest contentful paint", value: audits["largest-contentful-paint"]?.numericValue ?? NaN, unit: "ms" }),
      figure({ figure: "total blocking time", value: audits["total-blocking-time"]?.numericValue ?? NaN, unit: "ms" }),
    ];
  } finally {
    await waybill.stop("SIGTERM", 15_000);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function untilReady(child: Child): Promise<void> {
  const lines = () => lastLogLines(child.logFile);
  await waitFor(() => lines().includes("Waybill is ready") || child.hasExited(), {
    what: "readiness",
    deadlineMilliseconds: START_MILLISECONDS,
  });
  if (child.hasExited()) throw new Error(`Waybill did not start:\n${lines()}`);
}

/** Runs Lighthouse, which npx fetches, with its own throttling of a middling telephone. */
async function lighthouse(url: string, file: string): Promise<Report> {
  const flags = ["--headless=new", ...CHROMIUM_FLAGS].join(" ");
  const args = ["--yes", LIGHTHOUSE, url, "--quiet", "--output=json", `--output-path=${file}`, `--chrome-flags=${flags}`];
  const env = { ...process.env, CHROME_PATH: getChromium() };
  const only = "--only-categories=performance,accessibility";
  const { exitCode, output } = await runCommand({ command: "npx", args: [...args, only], env }, () => undefined, RUN_MILLISECONDS);
  if (exitCode !== 0) throw new Error(`Lighthouse failed:\n${output}`);
  return JSON.parse(readFileSync(file, "utf8")) as Report;
}
