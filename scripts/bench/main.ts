// npm run bench -- [name …] [--json FILE] [--seed N]: measures, prints, and fails when a goal is missed that no committed figure stands in for.
import { execFileSync } from "node:child_process";
import { globSync, mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { basename, dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "../start/root.ts";
import { isFailure, type Bench, type Figure } from "./figure.ts";
import { table } from "./table.ts";

const DEFAULT_SEED = 1;

process.exitCode = await main();

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: "string" }, seed: { type: "string", default: String(DEFAULT_SEED) } },
  });
  const known = globSync("*.bench.ts", { cwd: import.meta.dirname }).map((file) => basename(file, ".bench.ts"));
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    console.error(`There is no bench "${unknown}": choose among ${known.sort().join(", ")}.`);
    return 2;
  }
  const names = positionals.length > 0 ? positionals : known.sort();
  const figures: Figure[] = [];
  for (const name of names) {
    const { measure } = (await import(join(import.meta.dirname, `${name}.bench.ts`))) as Bench;
    const measured = await measure(Number(values.seed));
    console.log(`\n${name}\n${table(measured)}`);
    figures.push(...measured.map((one) => ({ ...one, figure: `${name}: ${one.figure}` })));
  }
  const [missed, failed] = [figures.filter(({ ok }) => !ok).length, figures.filter(isFailure).length];
  const others = missed > failed ? `, ${missed - failed} of them known, and no worse than committed` : "";
  console.log(`\n${figures.length} figures, ${missed} goals missed${others}`);
  if (values.json !== undefined) {
    mkdirSync(dirname(values.json), { recursive: true });
    writeFileSync(values.json, `${JSON.stringify(report(figures, Number(values.seed)), null, 2)}\n`);
  }
  return failed > 0 ? 1 : 0;
}

/** Each figure stands for itself: where and with what it was measured is in every one. */
function report(figures: Figure[], seed: number) {
  const machine = { cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length, memoryGigabytes: Math.round(totalmem() / 2 ** 30) };
  const versions = { node: process.version, commit: commit() };
  return figures.map((one) => ({ ...one, machine, versions, seed }));
}

function commit(): string {
  try {
    return execFileSync("git", ["rev-parse", "HEAD"], { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return "unknown";
  }
}
