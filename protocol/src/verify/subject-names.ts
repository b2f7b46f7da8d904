import type { JsonObject } from "../hashing/lossless-json.ts";
import { subjectsOf } from "../identifiers/subjects-of.ts";

/** Canonical Digital Links of everything an event is about, each once. */
export function subjectNamesOf(event: JsonObject): string[] {
  return [...new Set(subjectsOf(event).map(({ subject }) => subject as string))];
}
