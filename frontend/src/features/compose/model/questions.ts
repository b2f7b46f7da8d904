import { findTemplate } from "@waybill/protocol/templates/templates";
import type { Draft } from "./draft.ts";
import { happeningOf, type Happening } from "./happenings.ts";

/** What the form asks for this draft: the questions of its happening, and the other end of a movement where only its template asks. */
export function questionsOf({ happening: id, template: templateId }: Pick<Draft, "happening" | "template">): Happening | null {
  if (id === null) return null;
  const happening = happeningOf(id);
  const template = templateId === null ? undefined : findTemplate(templateId);
  return { ...happening, counterpart: happening.counterpart ?? template?.counterpart ?? null };
}
