import type { EpcisError } from "./epcis-error.ts";
import { contentProblem } from "./event-content.ts";
import { valueAt } from "./plain-value.ts";
import { messageOf, wordOrUri } from "./schema-messages.ts";
import type { SchemaError } from "./validator.generated.js";

/** Rules on text, which the schema also applies to member names: on an object they can only be about names. */
const TEXT_RULES: ReadonlySet<string> = new Set(["enum", "format", "pattern"]);

/**
 * The causes among all rules that failed. A failed choice makes every alternative fail, and every `if` around it: those echoes are
 * dropped, so that one mistake gives one error.
 */
export function readableErrors(errors: readonly SchemaError[], root: unknown): EpcisError[] {
  const causes = errors.filter((error) => error.keyword !== "if" && !isAboutNames(error, root) && !isAlternative(error));
  const readable = causes.flatMap((error) => explain(error, causes, root));
  if (readable.length === 0) return [{ pointer: "", message: "does not follow the EPCIS schema" }];
  return [...new Map(readable.map((error) => [error.pointer, error] as const).toReversed()).values()].toReversed();
}

function isAboutNames(error: SchemaError, root: unknown): boolean {
  if (error.keyword === "propertyNames") return false;
  return error.propertyName !== undefined || (TEXT_RULES.has(error.keyword) && typeof valueAt(root, error.instancePath) === "object");
}

/** What one alternative of a choice would have required, or would have fixed the action to. */
function isAlternative({ keyword, schemaPath }: SchemaError): boolean {
  return (keyword === "required" || keyword === "pattern") && schemaPath.includes("/anyOf/");
}

function explain(error: SchemaError, causes: readonly SchemaError[], root: unknown): EpcisError[] {
  const { instancePath, keyword } = error;
  const choice = causes.find((other) => other.keyword === "anyOf" && other.instancePath === instancePath);
  if (choice === undefined) return [messageOf(error)];
  const isHolder = typeof valueAt(root, instancePath) === "object";
  if (isHolder && causes.some((other) => other.keyword !== "anyOf" && isBelow(pointerOf(other), instancePath))) {
    return keyword === "anyOf" || keyword === "type" ? [] : [messageOf(error)];
  }
  if (keyword !== "anyOf") return [];
  return [isHolder ? contentError(error, root) : textError(instancePath, causes)];
}

function contentError({ instancePath, schemaPath }: SchemaError, root: unknown): EpcisError {
  if (schemaPath.includes("persistentDisposition") || instancePath.endsWith("/persistentDisposition")) {
    return { pointer: instancePath, message: "needs set or unset" };
  }
  const { below, message } = contentProblem(valueAt(root, instancePath));
  return { pointer: instancePath + below, message };
}

function textError(instancePath: string, causes: readonly SchemaError[]): EpcisError {
  const here = causes.filter((error) => error.instancePath === instancePath);
  const words = here.find(({ keyword }) => keyword === "enum");
  const first = here.find(({ keyword }) => keyword !== "anyOf");
  if (words) return wordOrUri(instancePath, words.params.allowedValues);
  return first ? messageOf(first) : { pointer: instancePath, message: "does not follow the EPCIS schema" };
}

function isBelow(pointer: string, path: string): boolean {
  return pointer.startsWith(`${path}/`);
}

function pointerOf(error: SchemaError): string {
  return messageOf(error).pointer;
}
