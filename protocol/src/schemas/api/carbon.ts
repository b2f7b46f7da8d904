import { z } from "zod";
import { factorTable } from "../../footprint/factor-table.ts";
import { footprint } from "../../footprint/footprint.ts";
import { transportChange } from "../../footprint/what-if.ts";
import { co2eGrams } from "../../footprint/whole.ts";
import { anchoring } from "../bundle.ts";
import { dateTime, hex32 } from "../primitives.ts";
import { statementState } from "./traceability.ts";

/** A footprint, and what has become of it. */
export const footprintView = z.object({
  /** Its name: SHA-256 over its canonical JSON. */
  hash: hex32,
  /** What is anchored of it. */
  commitment: hex32,
  /** Null while it was only computed: then nobody keeps it. */
  storedAt: dateTime.nullable(),
  /** How settled its anchor is; null while it was only computed. */
  state: statementState.nullable(),
  anchoring: anchoring.nullable(),
  /** The footprint that took its place, if one did. */
  followedBy: hex32.nullable(),
  footprint,
});
export type FootprintView = z.infer<typeof footprintView>;

/** One line of a list of footprints. */
export const footprintSummary = z.object({
  ...footprintView.pick({ hash: true, storedAt: true, state: true, followedBy: true }).shape,
  subject: footprint.shape.subject,
  status: footprint.shape.status,
  total: footprint.shape.total,
  perUnit: footprint.shape.perUnit,
  quality: footprint.shape.quality,
  preceding: footprint.shape.preceding,
});
export type FootprintSummary = z.infer<typeof footprintSummary>;

/** POST /api/footprints: keeps the footprint of goods as it is now. */
export const footprintRequest = z.object({
  subject: z.string().min(1).max(500).describe("GS1 Digital Link or EPC URN of a lot, serial or logistic unit."),
  tables: z
    .array(hex32)
    .max(10)
    .optional()
    .describe("Hashes of further factor tables, looked at in this order before the table that comes with Waybill."),
});

/** POST /api/footprints/what-if: the same goods on other ways. */
export const whatIfRequest = footprintRequest.extend({ changes: z.array(transportChange).min(1).max(50) });

export const whatIfView = z.object({
  baseline: footprint,
  alternative: footprint,
  saving: z.object({
    /** Rounded down, and rounded up. */
    baselineGrams: co2eGrams,
    alternativeGrams: co2eGrams,
    /** Never more than the true difference; 0 where the alternative saves nothing. */
    savedGrams: co2eGrams,
  }),
});
export type WhatIfView = z.infer<typeof whatIfView>;

/** A factor table, and who brought it. */
export const factorTableSummary = z.object({
  hash: hex32,
  id: factorTable.shape.id,
  edition: factorTable.shape.edition,
  title: factorTable.shape.title,
  publisher: factorTable.shape.publisher,
  url: factorTable.shape.url,
  licence: factorTable.shape.licence,
  note: factorTable.shape.note,
  rows: z.number().int(),
  /** Account of the organisation that uploaded it; null for the table that comes with Waybill. */
  uploadedBy: z.string().nullable(),
  /** How settled its anchor is; null before a footprint was kept that uses it. */
  state: statementState.nullable(),
});
export type FactorTableSummary = z.infer<typeof factorTableSummary>;

export const factorTableView = factorTableSummary.extend({
  /** What is anchored of it. */
  commitment: hex32,
  anchoring: anchoring.nullable(),
  table: factorTable,
});
export type FactorTableView = z.infer<typeof factorTableView>;
