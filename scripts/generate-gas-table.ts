// Writes what the contracts cost into contracts/README.md from the snapshots that tests hold; --check only compares.
import { readFileSync } from "node:fs";
import { generateSection } from "./generated-section.ts";
import { ROOT } from "./start/root.ts";

interface Cost {
  value: number;
  goal: number | null;
  floor: number | null;
  next: number;
}

const HEADINGS = ["whole transaction, gas", "measured", "goal", "floor", "next fork"];
const CONTRACTS = { SupplyChain: "gas", CarbonToken: "carbon-gas" };

const tables = Object.entries(CONTRACTS).map(([contract, snapshot]) => `\`${contract}\`\n\n${table(snapshot)}`);
await generateSection({ file: "contracts/README.md", name: "gas", text: tables.join("\n\n") });

function table(snapshot: string): string {
  const costs = JSON.parse(readFileSync(`${ROOT}/test/contracts/snapshots/${snapshot}.json`, "utf8")) as Record<string, Cost>;
  const rows = Object.entries(costs).map(([title, { value, goal, floor, next }]) => [title, ...[value, goal, floor, next].map(gas)]);
  return [HEADINGS, ["---", "--:", "--:", "--:", "--:"], ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Gas in whole units, or with the digits that a share of a transaction needs. */
function gas(value: number | null): string {
  return value === null ? "" : value.toLocaleString("en", { maximumFractionDigits: value < 100 ? 2 : 0 });
}
