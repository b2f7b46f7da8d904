import { movedAt, scope3Lines, type CountedFootprint } from "@waybill/protocol/footprint/scope3-report";
import type { Scope3Report } from "@waybill/protocol/schemas/api/exchange";
import type { Party } from "@waybill/protocol/schemas/api/traceability";
import type { Address } from "@waybill/protocol/schemas/primitives";
import Papa from "papaparse";
import { listFootprints } from "../../carbon/carbon.queries.ts";
import { partiesByAccount } from "../../identity/identity.queries.ts";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { EXCHANGE_PROBLEMS } from "../exchange.errors.ts";

const PAGE = 100;
/** Footprints that one report counts. */
const MAX_COUNTED = 5_000;

export interface Scope3Wish {
  from: Date;
  until: Date;
  account?: Address | undefined;
}

/** What holders have to report for a period, from the kept footprints that none has taken the place of. */
export async function scope3ReportOf(ctx: Pick<Ctx, "tx">, { from, until, account }: Scope3Wish): Promise<Scope3Report> {
  const lines = scope3Lines(await countedIn(ctx, { from, until }), { from, until }, account);
  const parties = await partiesByAccount(
    ctx,
    lines.map((line) => line.account),
  );
  return {
    ...{ from: from.toISOString(), until: until.toISOString() },
    lines: lines.map(({ month, account: holder, scope1, category4, category9, footprints, isLowerBound }) => ({
      ...{ month, holder: parties.get(holder) as Party, footprints, isLowerBound },
      ...{ scope1Grams: String(scope1), category4Grams: String(category4), category9Grams: String(category9) },
    })),
  };
}

/** The newest footprint of each subject that was moved in the period. */
async function countedIn(ctx: Pick<Ctx, "tx">, { from, until }: Pick<Scope3Wish, "from" | "until">): Promise<CountedFootprint[]> {
  const counted: CountedFootprint[] = [];
  for (let after: string | null = null; ;) {
    const rows = await listFootprints(ctx, { subject: null, after, limit: PAGE });
    counted.push(...rows.filter((row) => row.followedBy === null && movedAt(row) >= from && movedAt(row) < until));
    if (counted.length > MAX_COUNTED) throw new ProblemError(EXCHANGE_PROBLEMS.tooMuchToReport);
    const last = rows.at(-1);
    if (rows.length < PAGE || last === undefined) return counted;
    after = last.hash;
  }
}

/** The report as CSV (RFC 4180): a row per month, holder and category, with words that a spreadsheet cannot take for a formula. */
export function scope3Csv({ lines }: Scope3Report): string {
  const rows = lines.flatMap(({ month, holder, scope1Grams, category4Grams, category9Grams, footprints, isLowerBound }) =>
    (
      [
        ["Scope 1", "", "Transport and handling of one's own", scope1Grams],
        ["Scope 3", "4", "Upstream transportation and distribution", category4Grams],
        ["Scope 3", "9", "Downstream transportation and distribution", category9Grams],
      ] as const
    ).map(([scope, category, title, grams]) => ({
      ...{ month, account: holder.account, holder: holder.name ?? "", scope, category, title },
      ...{ "grams CO2e": grams, footprints, bound: isLowerBound ? "at least" : "exactly" },
    })),
  );
  return Papa.unparse(rows, { escapeFormulae: true, newline: "\r\n" });
}
