import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";

const FOLDER = join(import.meta.dirname, "../../fixtures/strings");
const lines = (file: string): string[] =>
  readFileSync(join(FOLDER, file), "utf8")
    .split("\n")
    .filter((line) => line !== "");

/** Strings that have broken other programs; fixtures/SOURCES.md says whence. */
export const LISTED: readonly string[] = [
  ...(JSON.parse(readFileSync(join(FOLDER, "blns.json"), "utf8")) as string[]),
  ...["nosql.txt", "sqli_generic.txt", "xss_quick.txt"].flatMap(lines),
];

const EDGES: readonly unknown[] = [
  ...[null, true, false, 0, -0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e21, 1e308, 5e-324],
  ...["", " ", "\0", "a\0b", "\ud800", "\udfff\ud800", "٣", "١٢", "0x", "1e3", "NaN", "-Infinity", "__proto__", "constructor"],
  ...[
    "../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "%00",
    "%ff",
    "%",
    "{{7*7}}",
    "${7*7}",
    "a\r\nSet-Cookie: x=1",
    "\u202e",
    "𝒳".repeat(300),
  ],
  ...[
    "9".repeat(400),
    "x".repeat(9_000),
    "2026-02-30T25:61:61Z",
    "0000-00-00",
    "+275760-09-13T00:00:00.001Z",
    "9999-12-31T23:59:59.999999Z",
  ],
  ...[[], {}, [[]], [null], [{}], { __proto__: null }, { length: -1 }, { toString: 1 }, { then: 1 }, Array.from({ length: 300 }, () => 0)],
];

/** What hardly anything takes. */
export const wrong: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...LISTED) },
  { weight: 3, arbitrary: fc.constantFrom(...EDGES) },
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: "binary", maxLength: 30 }),
);

/** The same as text, for what can be nothing else. */
export const wrongText: fc.Arbitrary<string> = wrong.map((value) => (typeof value === "string" ? value : (JSON.stringify(value) ?? "")));

type Change = "replace" | "remove" | "add" | "wrap";

/** A value with one thing wrong somewhere in it. */
export function spoilt(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(value, fc.nat(), fc.constantFrom<Change>("replace", "replace", "replace", "remove", "add", "wrap"), wrong)
    .map(([whole, place, change, other]) => changed(whole, place, change, other));
}

function changed(whole: unknown, place: number, change: Change, other: unknown): unknown {
  const copy = structuredClone(whole);
  const holders = holdersIn(copy);
  const [holder, name] = holders[place % Math.max(1, holders.length)] ?? [];
  if (holder === undefined || name === undefined) return other;
  if (change === "remove") delete holder[name];
  else if (change === "add") holder["added"] = other;
  else holder[name] = change === "wrap" ? [holder[name]] : other;
  return copy;
}

/** Every member of every object and list in a value. */
function holdersIn(value: unknown): [Record<string, unknown>, string][] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((name) => [[holder, name] as [Record<string, unknown>, string], ...holdersIn(holder[name])]);
}
