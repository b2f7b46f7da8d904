import { ProblemError, type PointedMessage } from "../errors.ts";
import { PLATFORM_PROBLEMS } from "../problems.ts";

/** Deeper than any honest document; a stack overflow needs thousands. */
const MAX_DEPTH = 64;
/** One list of problems that a person can read. */
const MAX_ERRORS = 20;

/**
 * Parses a JSON body and refuses what cannot be stored byte-true: U+0000 and lone surrogates in strings.
 *
 * @throws {ProblemError} `platform.malformed-json` or `platform.bad-request` with pointers.
 */
export function parseJsonBody(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ProblemError(PLATFORM_PROBLEMS.malformedJson, { detail: "The body is not valid JSON." });
  }
  const errors = unstorable(value);
  if (errors.length > 0) throw new ProblemError(PLATFORM_PROBLEMS.badRequest, { detail: "The body holds what cannot be stored.", errors });
  return value;
}

/** JSON pointer to and reason for every part of a value that no database text can hold, or that nests too deeply. */
export function unstorable(value: unknown): PointedMessage[] {
  // Nearly always all of it is, and then no pointer need be written.
  if (isStorable(value, 0)) return [];
  const errors: PointedMessage[] = [];
  const visit = (node: unknown, pointer: string, depth: number): void => {
    if (errors.length >= MAX_ERRORS) return;
    if (depth > MAX_DEPTH) {
      errors.push({ pointer, message: `must not nest deeper than ${MAX_DEPTH} levels` });
    } else if (typeof node === "string") {
      if (node.includes("\0") || !node.isWellFormed())
        errors.push({ pointer, message: "must not hold U+0000 or half of a surrogate pair" });
    } else if (Array.isArray(node)) {
      node.forEach((item, index) => visit(item, `${pointer}/${index}`, depth + 1));
    } else if (typeof node === "object" && node !== null) {
      for (const [name, member] of Object.entries(node)) {
        const at = `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
        visit(name, at, depth + 1);
        visit(member, at, depth + 1);
      }
    }
  };
  visit(value, "", 0);
  return errors;
}

function isStorable(node: unknown, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  if (typeof node === "string") return !node.includes("\0") && node.isWellFormed();
  if (Array.isArray(node)) return node.every((item) => isStorable(item, depth + 1));
  if (typeof node !== "object" || node === null) return true;
  return Object.entries(node).every(([name, member]) => isStorable(name, depth + 1) && isStorable(member, depth + 1));
}
