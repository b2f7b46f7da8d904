import type { Scope3Report } from "@waybill/protocol/schemas/api/exchange";
import type { Party } from "@waybill/protocol/schemas/api/traceability";
import Papa from "papaparse";
import { scope3Lines, type Scope3Wish } from "../../carbon/carbon.queries.ts";
import { partiesByAccount } from "../../identity/identity.queries.ts";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { EXCHANGE_PROBLEMS } from "../exchange.errors.ts";

/** Footprints that one report counts, and lines that it has. */
const MOST = 5_000;

/** What holders have to report for a period, from the kept footprints that none has taken the place of; each emission once. */
export async function scope3ReportOf(ctx: Pick<Ctx, "tx">, wish: Scope3Wish): Promise<Scope3Report> {
  const lines = await scope3Lines(ctx, wish, MOST);
  if (lines === undefined) throw new ProblemError(EXCHANGE_PROBLEMS.tooMuchToReport);
  const parties = await partiesByAccount(
    ctx,
    lines.map(({ account }) => account),
  );
  return {
    ...{ from: wish.from.toISOString(), until: wish.until.toISOString() },
    lines: lines.map(({ month, account, scope1, category4, category9, footprints, isLowerBound }) => ({
      ...{ month, holder: parties.get(account) as Party, footprints, isLowerBound },
      ...{ scope1Grams: scope1, category4Grams: category4, category9Grams: category9 },
    })),
  };
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
      ...{ "grams CO₂e": grams, footprints, bound: isLowerBound ? "at least" : "exactly" },
    })),
  );
  return Papa.unparse(rows, { escapeFormulae: true, newline: "\r\n" });
}
