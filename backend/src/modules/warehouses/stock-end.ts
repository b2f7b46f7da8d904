import { expiryDate, gtin14, lotNumber } from "@waybill/protocol/schemas/api/stock";
import { z } from "zod";
import type { StockEnd } from "./warehouses.views.ts";

const end = z.tuple([gtin14, z.union([expiryDate, z.literal("infinity")]), z.union([lotNumber, z.literal("")])]);

/** Reads `?after=` of a list of lots. */
export const stockEnd = z
  .string()
  .max(500)
  .transform((text, context): StockEnd => {
    try {
      return end.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    } catch {
      context.addIssue({ code: "custom", message: "must be the `next` of a page" });
      return z.NEVER;
    }
  });

export function textOfEnd(place: StockEnd): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}
