import type { Beside } from "@waybill/protocol/evidence/beside";
import type { StatementView } from "@waybill/protocol/schemas/api/traceability";
import type { SaidInBundle } from "../../lib/check-result.ts";
import { bareName } from "../../lib/short.ts";

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
