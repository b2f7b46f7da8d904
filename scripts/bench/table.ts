import type { Figure } from "./figure.ts";

const HEADINGS = ["figure", "value", "unit", "goal", "reference", "ratio", ""];
const NUMERIC = new Set([1, 3, 5]);

/** Figures as an aligned table for the terminal. */
export function table(figures: readonly Figure[]): string {
  const rows = [HEADINGS, ...figures.map(cells)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) =>
    row
      .map((cell, column) => (NUMERIC.has(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join("  ")
      .trimEnd();
  return rows.map(line).join("\n");
}

function cells({ figure, value, unit, goal, bound, reference, referenceName, ratio, ratioGoal, ok, note }: Figure): string[] {
  const compared = reference === null ? "" : `${number(reference)} ${referenceName ?? ""}`;
  const sign = bound === "at most" ? "≤" : "≥";
  const goals = [goal === null ? "" : `${sign} ${number(goal)}`, ratioGoal === null ? "" : `${sign} ${number(ratioGoal)}×`];
  return [
    figure,
    number(value),
    unit,
    goals.filter((text) => text !== "").join(", "),
    compared,
    ratio === null ? "" : number(ratio),
    [ok ? "✓" : "✗ missed", note ?? ""].join(" ").trimEnd(),
  ];
}

function number(value: number): string {
  return Number.isNaN(value) ? "–" : value.toLocaleString("en", { maximumFractionDigits: 2 });
}
