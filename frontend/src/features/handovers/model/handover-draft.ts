import type { ContentItem } from "@waybill/protocol/schemas/api/custody";
import type { CustodyView } from "@waybill/protocol/schemas/api/traceability";
import type { Subject } from "@waybill/protocol/schemas/primitives";
import { decimalOf } from "../../../lib/decimal.ts";
import type { MessageId } from "../../../lib/i18n/text.tsx";
import { UNITS_OF_MEASURE, type UnitOfMeasure } from "../../../lib/units-of-measure.ts";

export interface ContentLine {
  subject: string;
  name: string | null;
  quantity: string;
  uom: UnitOfMeasure;
}

/** The form of a new handover, as typed. */
export interface HandoverDraft {
  unit: string;
  contents: readonly ContentLine[];
  /** Account of the receiver; "" before one is chosen. */
  to: string;
  days: number;
}

export const DEADLINES_DAYS = [1, 3, 7, 30] as const;

export const EMPTY_HANDOVER: HandoverDraft = { unit: "", contents: [], to: "", days: 7 };

export type HandoverProblems = Partial<Record<"unit" | "contents" | "to", MessageId>>;

/** Whether the account can hand a unit over now: it holds it, somebody else does, or nobody has opened it. */
export type Holding = "mine" | "other" | "unopened";

/** A closed unit lives no more: packed anew, the same number is opened under a fresh salt. */
export function holdingOf(custody: Pick<CustodyView, "status" | "holder"> | null, account: string | null): Holding {
  if (custody === null || custody.status === "closed") return "unopened";
  return custody.holder.account.toLowerCase() === account?.toLowerCase() ? "mine" : "other";
}

/** What is missing or wrong, by field. */
export function handoverProblems({ unit, contents, to }: HandoverDraft, holding: Holding): HandoverProblems {
  const problems: HandoverProblems = {};
  if (unit === "") problems.unit = "handover.problem.unit";
  else if (holding === "other") problems.unit = "handover.problem.held";
  if (contents.some(({ quantity }) => quantity.trim() !== "" && !(Number(decimalOf(quantity)) > 0)))
    problems.contents = "compose.problem.quantity";
  if (to === "") problems.to = "handover.problem.to";
  return problems;
}

/** Contents as they are hashed: quantities as plain decimals, null where none was given. */
export function contentItemsOf(lines: readonly ContentLine[]): ContentItem[] {
  return lines.map(({ subject, quantity, uom }) => {
    const amount = decimalOf(quantity);
    return { subject: subject as Subject, quantity: amount, uom: amount === null || uom === "" ? null : uom };
  });
}

/** A line of the form for something known to be inside. */
export function contentLineOf({ subject, quantity, uom }: ContentItem): ContentLine {
  const known = UNITS_OF_MEASURE.find((unit) => unit === uom) ?? "";
  return { subject, name: null, quantity: quantity ?? "", uom: known };
}

/** Seconds since 1970 at which an offer made now lapses. */
export function deadlineOf(days: number, now: Date): number {
  return Math.floor(now.getTime() / 1000) + days * 86_400;
}
