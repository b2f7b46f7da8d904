import type { Beside } from "@waybill/protocol/evidence/beside";
import type { Evidence } from "@waybill/protocol/evidence/evidence";
import type { StatementView } from "@waybill/protocol/schemas/api/traceability";
import type { Outcome } from "@waybill/protocol/verify/verdict";
import { bareName } from "./short.ts";

/** What the check in this browser has found so far, as the page shows it. */
export interface CheckResult {
  phase: "idle" | "running" | "done";
  /** Of the whole journey; known once it is done. */
  outcome?: Outcome;
  /** By commitment. */
  statements: ReadonlyMap<string, Outcome>;
  total: number;
  /** What each statement of the bundle says, by commitment. */
  said: ReadonlyMap<string, SaidInBundle>;
  /** What each statement stands on, by commitment; known once all are checked, because others may confirm it. */
  evidence: ReadonlyMap<string, Evidence>;
}

export const NOT_CHECKED: CheckResult = { phase: "idle", statements: new Map(), total: 0, said: new Map(), evidence: new Map() };

/** How many statements came out in which way. */
export function tally(result: CheckResult): Record<Outcome, number> {
  const counts = { verified: 0, failed: 0, unknown: 0 };
  for (const outcome of result.statements.values()) counts[outcome] += 1;
  return counts;
}

/** The parts of a statement that a page shows, as its event in the bundle has them. */
export interface SaidInBundle {
  account: string;
  eventType: string;
  bizStep: string | null;
  eventTime: string;
  items: readonly { subject: string; role: string; quantity: string | null; uom: string | null }[];
  beside: Beside;
}

/**
 * True when a page shows a statement as the proven event has it. A server could prove one thing and show another: whatever differs, or is
 * not in the bundle at all, was not proven.
 */
export function isWhatWasSaid(shown: StatementView, said: SaidInBundle | undefined): boolean {
  if (said === undefined) return false;
  if (shown.author.account.toLowerCase() !== said.account.toLowerCase()) return false;
  if (shown.eventType !== said.eventType || shown.eventTime !== said.eventTime) return false;
  if (bareName(shown.bizStep ?? "") !== bareName(said.bizStep ?? "")) return false;
  if (!isBeside(shown, said.beside)) return false;
  const isSaid = (item: StatementView["items"][number]) =>
    said.items.some(
      ({ subject, role, quantity, uom }) =>
        subject === item.subject &&
        role === item.role &&
        (item.quantity === null ||
          (quantity !== null && Number(quantity) === Number(item.quantity.value) && (uom ?? "") === (item.quantity.uom ?? ""))),
    );
  return (
    shown.items.every(isSaid) &&
    said.items.every(({ subject, role }) => shown.items.some((item) => item.subject === subject && item.role === role))
  );
}

/** True when certificates, measurements, limits and date are those of the event, one by one. */
function isBeside({ sensors, certificates, temperatureLimits, validUntil }: StatementView, beside: Beside): boolean {
  return (
    validUntil === beside.validUntil &&
    certificates.length === beside.certificates.length &&
    certificates.every((address, index) => address === beside.certificates[index]) &&
    isSameList(sensors, beside.readings) &&
    isSameList(temperatureLimits, beside.temperatureLimits)
  );
}

/** True for lists of plain records with the same members in the same order. */
function isSameList<Item extends object>(shown: readonly Item[], said: readonly Item[]): boolean {
  const isSame = (item: Item, other: Item | undefined) =>
    (Object.keys(item) as (keyof Item)[]).every((member) => item[member] === other?.[member]);
  return shown.length === said.length && shown.every((item, index) => isSame(item, said[index]));
}
