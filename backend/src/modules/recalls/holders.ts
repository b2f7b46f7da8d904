import type { Address, Subject } from "@waybill/protocol/schemas/primitives";
import type { Place } from "@waybill/protocol/schemas/api/traceability";
import type { Ctx } from "../../platform/context.ts";
import { placesByGln } from "../master-data/master-data.queries.ts";
import { destinationsOf, reportersOf, staysOf } from "../traceability/traceability.queries.ts";
import type { CustodyOfUnits } from "../traceability/traceability.queries.ts";

export interface Holder {
  account: Address;
  subject: Subject;
  /** When it last reported something about the subject, or about what carried it; null when the goods were only sent to it, or handed over on chain. */
  lastAt: Date | null;
}

export interface Holders {
  holders: Holder[];
  /** Places that the goods were sent to, and that nobody owns as far as we know. */
  unreached: { place: Place; subject: Subject }[];
  /** More units carried the goods than are looked at. */
  isCut: boolean;
}

/** Stays in pallets and other units that are looked at: every one of the lots and units that a trace reaches may be in several. */
const MAX_STAYS = 20_000;

/**
 * Everybody who may have some of these goods: who reported anything about them, who owns a place that they were sent to, and who holds
 * the unit by the chain. What was said of a pallet or another unit counts while it carried them. Nobody is left out for having sent goods
 * on: some may be left.
 */
export async function holdersOf(ctx: Pick<Ctx, "tx">, custody: CustodyOfUnits, subjects: readonly Subject[]): Promise<Holders> {
  const { stays, isCut } = await staysOf(ctx, subjects, MAX_STAYS);
  const reports = await reportersOf(ctx, stays);
  const destinations = await destinationsOf(ctx, stays);
  const places = await placesByGln(
    ctx,
    destinations.map(({ gln }) => gln),
  );
  const found = new Map(reports.map((report) => [`${report.account} ${report.subject}`, report as Holder]));
  const add = (account: Address, subject: Subject) => {
    const key = `${account} ${subject}`;
    if (!found.has(key)) found.set(key, { account, subject, lastAt: null });
  };
  const unreached: Holders["unreached"] = [];
  for (const { subject, gln } of destinations) {
    const place = places.get(gln);
    if (place?.owner) add(place.owner.account as Address, subject);
    else unreached.push({ place: place ?? unknownPlace(gln), subject });
  }
  const byUnit = Map.groupBy(stays, ({ unit }) => unit);
  for (const { subject: unit, holder, status, steps } of await custody.custodyOfSubjects(ctx, [...byUnit.keys()])) {
    if (status !== "open") continue;
    const heldSince = Date.parse(steps.at(-1)?.at ?? "");
    for (const { subject, until } of byUnit.get(unit) ?? []) if (!(heldSince > until)) add(holder.account as Address, subject as Subject);
  }
  return { holders: [...found.values()], unreached, isCut };
}

function unknownPlace(gln: string): Place {
  return { gln, name: null, latitude: null, longitude: null, country: null, owner: null };
}
