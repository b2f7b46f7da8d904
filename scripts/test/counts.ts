import { stripVTControlCharacters } from "node:util";

/** Enough to see what a suite was doing when it ended without a summary. */
const LAST_LINES = 30;

/** How many tests of a suite passed and failed. */
export interface Counts {
  passed: number;
  failed: number;
}

/**
 * Reads the summary that mocha and Hardhat print at their end, e.g. `12 passing (2s)` and `1 failing`.
 * A program that failed without saying which test, or that ran none at all, counts as one failure.
 */
export function readCounts(output: string, exitCode: number | null): Counts {
  const passed = lastNumber(output, "passing");
  const failed = lastNumber(output, "failing") ?? 0;
  if (passed === undefined) return { passed: 0, failed: Math.max(1, failed) };
  const isSilentFailure = failed === 0 && (exitCode !== 0 || passed === 0);
  return { passed, failed: isSilentFailure ? 1 : failed };
}

/** What mocha and Hardhat print of each failed test, below their last `1 failing`; the last lines where a suite failed without a summary. */
export function readFailures(output: string): string {
  const lines = stripVTControlCharacters(output).split("\n");
  const start = lines.findLastIndex((line) => /^\s*\d+ failing\b/.test(line));
  return lines
    .slice(start === -1 ? -LAST_LINES : start + 1)
    .join("\n")
    .trim();
}

function lastNumber(output: string, word: "passing" | "failing"): number | undefined {
  const matches = [...stripVTControlCharacters(output).matchAll(new RegExp(String.raw`^\s*(\d+) ${word}\b`, "gm"))];
  const last = matches.at(-1)?.[1];
  return last === undefined ? undefined : Number(last);
}

export function addCounts(all: readonly Counts[]): Counts {
  return all.reduce((sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }), { passed: 0, failed: 0 });
}
