import { KEYS, keyNamed, type KeyRule, QUALIFIERS, qualifierNamed } from "./application-identifiers.ts";
import { checkDigit } from "./check-digit.ts";
import { type DigitalLink, parseDigitalLink } from "./digital-link.ts";
import { decodeSegment, encodeSegment } from "./percent.ts";

/** Why a text is no sound GS1 Digital Link, with what would be right where that can be known. AIs are digits; values are decoded text. */
export type DigitalLinkProblem =
  | { kind: "no-key" }
  | { kind: "no-value"; ai: string }
  | { kind: "bad-value"; ai: string; value: string }
  | { kind: "check-digit"; ai: string; value: string; expected: string }
  | { kind: "unknown-qualifier"; name: string; key: string; allowed: readonly string[] }
  | { kind: "order"; given: readonly string[]; right: readonly string[]; path: string }
  | { kind: "combination"; given: readonly string[]; key: string };

/** Digits before the check digit of each key that has one; the digit follows them. */
const CHECKED_DIGITS: Readonly<Record<string, number>> = {
  "00": 17,
  "01": 13,
  "253": 12,
  "255": 12,
  "402": 16,
  "414": 12,
  "417": 12,
  "8003": 13,
  "8006": 13,
  "8017": 17,
  "8018": 17,
};

/**
 * Reads a Digital Link as `parseDigitalLink` does and judges its check digit, too; or says what is wrong with it, the right check digit and the
 * right order of qualifiers included.
 *
 * @example
 * explainDigitalLink("https://example.com/01/09506000134353").problem; // { kind: "check-digit", ai: "01", value: "09506000134353", expected: "2" }
 */
export function explainDigitalLink(uri: string): { link: DigitalLink; problem?: never } | { link?: never; problem: DigitalLinkProblem } {
  const link = parseDigitalLink(uri);
  if (link === undefined) return { problem: problemOf(uri) };
  const expected = expectedCheckDigit(link.key);
  return expected === undefined ? { link } : { problem: { kind: "check-digit", ...link.key, expected } };
}

/** The check digit that a key should have; undefined when it has the right one, or needs none. */
export function expectedCheckDigit({ ai, value }: { ai: string; value: string }): string | undefined {
  const digits = CHECKED_DIGITS[ai];
  if (digits === undefined) return undefined;
  const expected = checkDigit(value.slice(0, digits));
  return value[digits] === expected ? undefined : expected;
}

function problemOf(uri: string): DigitalLinkProblem {
  const path = /^https?:\/\/[^/?#]+(\/[^?#]*)/i.exec(uri)?.[1] ?? "";
  const segments = path.replace(/\/$/, "").split("/").slice(1);
  const start = segments.findIndex((segment) => keyNamed(segment) !== undefined);
  const ai = keyNamed(segments[start] ?? "");
  const rule = ai === undefined ? undefined : KEYS[ai];
  if (ai === undefined || rule === undefined) return { kind: "no-key" };
  const value = decodeSegment(segments[start + 1] ?? "");
  if (value === undefined) return segments[start + 1] === undefined ? { kind: "no-value", ai } : badValue(ai, segments[start + 1] ?? "");
  if (!rule.value.test(value)) return badValue(ai, value);
  return qualifierProblem({ ai, rule, value }, segments.slice(start + 2));
}

function qualifierProblem(key: { ai: string; rule: KeyRule; value: string }, segments: readonly string[]): DigitalLinkProblem {
  const allowed = [...new Set(key.rule.qualifiers.flat())];
  const given: { ai: string; value: string }[] = [];
  for (let i = 0; i < segments.length; i += 2) {
    const name = segments[i] ?? "";
    const ai = qualifierNamed(name);
    if (ai === undefined || !allowed.includes(ai)) return { kind: "unknown-qualifier", name: name.slice(0, 40), key: key.ai, allowed };
    const written = segments[i + 1];
    if (written === undefined) return { kind: "no-value", ai };
    const value = decodeSegment(written);
    if (value === undefined || !QUALIFIERS[ai]?.value.test(value)) return badValue(ai, value ?? written);
    given.push({ ai, value });
  }
  const names = given.map(({ ai }) => ai);
  const order = key.rule.qualifiers.find((one) => new Set(names).size === names.length && names.every((ai) => one.includes(ai)));
  if (order === undefined) return { kind: "combination", given: names, key: key.ai };
  const sorted = given.toSorted((a, b) => order.indexOf(a.ai) - order.indexOf(b.ai));
  const path = [key, ...sorted].map(({ ai, value }) => `/${ai}/${encodeSegment(value)}`).join("");
  return { kind: "order", given: names, right: sorted.map(({ ai }) => ai), path };
}

function badValue(ai: string, value: string): DigitalLinkProblem {
  return { kind: "bad-value", ai, value: value.slice(0, 60) };
}
