import { KEYS, QUALIFIERS } from "./application-identifiers.ts";
import type { DigitalLinkProblem } from "./explain-digital-link.ts";

/** What the value of an AI has to be, for a person. */
const EXPECTED: Readonly<Record<string, string>> = {
  "00": "18 digits",
  "01": "8, 12, 13 or 14 digits",
  "253": "13 digits and up to 17 further characters",
  "255": "13 digits and up to 12 more",
  "402": "17 digits",
  "414": "13 digits",
  "417": "13 digits",
  "8003": "14 digits and up to 16 further characters",
  "8006": "18 digits",
  "8011": "up to 12 digits",
  "8017": "18 digits",
  "8018": "18 digits",
  "235": "up to 28 characters of the GS1 set",
};
const BY_DEFAULT = "up to 20 characters of the GS1 set";
const WITH_PREFIX = "a company prefix and up to 26 further characters";

/** One English sentence for a problem of a Digital Link: what is wrong, and what is right. */
export function explainInWords(problem: DigitalLinkProblem): string {
  switch (problem.kind) {
    case "no-key":
      return "No GS1 key stands in this address: it must hold one such as /01/ for a GTIN or /00/ for an SSCC.";
    case "no-value":
      return `After ${named(problem.ai)} its value is missing.`;
    case "bad-value":
      return `${problem.value} cannot be the value of ${named(problem.ai)}: that has ${expectedFor(problem.ai)}.`;
    case "check-digit":
      return `The check digit of ${named(problem.ai)} ${problem.value} is wrong: by its other digits it is ${problem.expected}. A digit is mistyped.`;
    case "unknown-qualifier":
      return problem.allowed.length === 0
        ? `Nothing can follow ${named(problem.key)}, but ${problem.name} does.`
        : `${problem.name} cannot follow ${named(problem.key)}: only ${list(problem.allowed)} can.`;
    case "order":
      return `The order ${problem.given.join(", ")} is wrong: ${list(problem.right)} have to stand in this order, so ${problem.path} is right.`;
    case "combination":
      return `${list(problem.given)} cannot stand together after ${named(problem.key)}.`;
  }
}

function named(ai: string): string {
  const name = KEYS[ai]?.shortName ?? QUALIFIERS[ai]?.shortName;
  return name === undefined ? ai : `${ai} (${name.toUpperCase()})`;
}

function list(ais: readonly string[]): string {
  return ais.map(named).join(", ");
}

function expectedFor(ai: string): string {
  return EXPECTED[ai] ?? (ai in KEYS ? WITH_PREFIX : BY_DEFAULT);
}
