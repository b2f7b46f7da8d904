import { besideIn } from "@waybill/protocol/evidence/beside";
import { isJsonObject, parseLossless, type Json, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { subjectsOf } from "@waybill/protocol/identifiers/subjects-of";
import type { PlannedStatement } from "./verify-messages.ts";

export interface Plan {
  format: "event" | "journey" | "disclosure";
  subject: string | null;
  statements: PlannedStatement[];
  histories: number;
  custody: number;
}

/**
 * Glances at a bundle to name its statements before they are checked. Nothing here is trusted or proven; a wrong shape only leaves gaps.
 *
 * @throws Error with a plain reason when the text is no bundle of ours
 */
export function readPlan(text: string): Plan {
  const bundle = members(parse(text));
  if (bundle.format === "waybill-event-bundle") {
    return { format: "event", subject: null, statements: [statementOf(bundle)], histories: 0, custody: 0 };
  }
  if (bundle.format === "waybill-disclosure") return { format: "disclosure", subject: null, statements: [], histories: 0, custody: 0 };
  if (bundle.format !== "waybill-journey-bundle") throw new Error("the file is JSON, but not a Waybill bundle");
  return {
    format: "journey",
    subject: textOf(bundle.subject),
    statements: list(bundle.events).map((event) => statementOf(members(event))),
    histories: list(bundle.histories).length,
    custody: list(bundle.custody).length,
  };
}

function parse(text: string): unknown {
  try {
    return parseLossless(text);
  } catch {
    throw new Error("the file is not JSON");
  }
}

function statementOf(bundle: Record<string, unknown>): PlannedStatement {
  const event = members(bundle.event);
  const author = members(bundle.author);
  return {
    commitment: textOf(bundle.commitment) ?? "",
    eventType: textOf(event.type) ?? "",
    bizStep: textOf(event.bizStep),
    eventTime: textOf(event.eventTime) ?? "",
    declaresError: event.errorDeclaration !== undefined,
    kind: author.kind === "signed" ? "signed" : "claimed",
    account: textOf(author.account) ?? "",
    items: itemsOf(bundle.event as Json),
    beside: besideIn(event as JsonObject),
    name: textOf(members(author.profile).name),
  };
}

function itemsOf(event: Json): PlannedStatement["items"] {
  if (!isJsonObject(event)) return [];
  return subjectsOf(event).map(({ subject, role, quantity, uom }) => ({ subject, role, quantity: quantity ?? null, uom: uom ?? null }));
}

function members(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
