import { expiryDate, gtin14, lotNumber } from "@waybill/protocol/schemas/api/stock";
import { z } from "zod";
import { ProblemError } from "../../platform/errors.ts";
import { PLATFORM_PROBLEMS } from "../../platform/problems.ts";
import { readScan } from "./scan.ts";

export interface Goods {
  gtin: string;
  lot: string | null;
  expiry: string | null;
}

/** Goods as the floor names them: by the code that was scanned, by what somebody typed, or by both, where one adds to the other. */
export const goodsGiven = z.strictObject({
  scan: z.string().min(1).max(500).optional().describe("GTIN, GS1 element string or GS1 Digital Link, as the scanner sends it."),
  gtin: gtin14.optional(),
  lot: lotNumber.nullable().optional(),
  expiry: expiryDate.nullable().optional(),
});
export type GoodsGiven = z.output<typeof goodsGiven>;

/** @throws {ProblemError} 400 for a code that names no goods, or another than what was typed */
export function goodsOf({ scan, gtin, lot, expiry }: GoodsGiven): Goods {
  const scanned = scan === undefined ? undefined : readScan(scan);
  if (scan !== undefined && scanned?.kind !== "goods") throw invalid("/scan", "names no goods");
  const goods = scanned?.kind === "goods" ? scanned : undefined;
  const found = gtin ?? goods?.gtin;
  if (found === undefined) throw invalid("/gtin", "is needed where no code was scanned");
  if (goods !== undefined && goods.gtin !== found) throw invalid("/gtin", "is not that of the code");
  if (goods?.lot != null && lot != null && lot !== goods.lot) throw invalid("/lot", "is not that of the code");
  if (goods?.expiry != null && expiry != null && expiry !== goods.expiry) throw invalid("/expiry", "is not that of the code");
  return { gtin: found, lot: lot ?? goods?.lot ?? null, expiry: expiry ?? goods?.expiry ?? null };
}

function invalid(pointer: string, message: string): ProblemError {
  return new ProblemError(PLATFORM_PROBLEMS.badRequest, { detail: `${pointer} ${message}.`, errors: [{ pointer, message }] });
}
