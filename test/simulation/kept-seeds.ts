import { readFileSync } from "node:fs";
import { parseSeed, type Seed } from "./seed.ts";

/** Seeds that found something once, with a word on what: they are run again for ever. */
export function keptSeeds(ring: Seed["ring"]): number[] {
  const kept = JSON.parse(readFileSync(new URL("seeds.json", import.meta.url), "utf8")) as { seed: string; found: string }[];
  return kept
    .map(({ seed }) => parseSeed(seed))
    .filter((seed) => seed.ring === ring)
    .map(({ number }) => number);
}
