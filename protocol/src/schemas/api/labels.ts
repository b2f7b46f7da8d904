import { z } from "zod";

/** What a label's code holds: a Digital Link that any telephone opens, or a GS1 element string for scanners at tills and gates. */
export const LABEL_CODES = ["qr-link", "datamatrix-link", "datamatrix-elements"] as const;
export type LabelCode = (typeof LABEL_CODES)[number];

/** A sheet of equal labels; all lengths in millimetres. `left` and `top` are the margins of the sheet, `right` and `down` from label to label. */
export interface LabelSheet {
  page: "A4" | "Letter";
  columns: number;
  rows: number;
  width: number;
  height: number;
  left: number;
  top: number;
  right: number;
  down: number;
}

/** Sheets as they are sold everywhere, by columns, rows and the size of a label. */
export const LABEL_SHEETS = Object.freeze({
  "a4-3x7": { page: "A4", columns: 3, rows: 7, width: 63.5, height: 38.1, left: 7.25, top: 15.15, right: 66, down: 38.1 },
  "a4-3x8": { page: "A4", columns: 3, rows: 8, width: 70, height: 37, left: 0, top: 0.5, right: 70, down: 37 },
  "a4-2x7": { page: "A4", columns: 2, rows: 7, width: 99.1, height: 38.1, left: 4.65, top: 15.15, right: 101.6, down: 38.1 },
  "a4-5x13": { page: "A4", columns: 5, rows: 13, width: 38.1, height: 21.2, left: 4.65, top: 10.7, right: 40.65, down: 21.2 },
  "letter-3x10": { page: "Letter", columns: 3, rows: 10, width: 66.675, height: 25.4, left: 4.7625, top: 12.7, right: 69.85, down: 25.4 },
  "letter-2x5": { page: "Letter", columns: 2, rows: 5, width: 101.6, height: 50.8, left: 4.7625, top: 12.7, right: 104.775, down: 50.8 },
} satisfies Record<string, LabelSheet>);
export type LabelSheetName = keyof typeof LABEL_SHEETS;

/** Of one request: a stack that a printer takes, and a bound to what one answer costs. */
export const MAX_LABELS = 500;

const identifier = z.string().min(1).max(500).describe("GS1 Digital Link, on any domain.");
const look = {
  code: z.enum(LABEL_CODES).default("qr-link"),
  sheet: z.enum(Object.keys(LABEL_SHEETS) as [LabelSheetName, ...LabelSheetName[]]).default("a4-3x7"),
};

/** Lots or serials that count up: `prefix` and the number, with zeros in front up to `digits`. */
const range = z.object({
  identifier: identifier.describe("Goods, or a lot of them, as a Digital Link."),
  ai: z.enum(["10", "21"]).describe("`10` counts lots, `21` serials."),
  prefix: z.string().max(19).default(""),
  first: z.number().int().min(0).max(999_999_999_999),
  count: z.number().int().min(1).max(MAX_LABELS),
  digits: z.number().int().min(1).max(12).default(1),
});

/** POST /api/labels: one label for each of `items`, then one for each number of `range`. */
export const labelsRequest = z.object({
  ...look,
  items: z.array(identifier).max(MAX_LABELS).default([]),
  range: range.optional(),
  title: z.string().max(80).optional().describe("Above the numbers; the name of the goods when absent, nothing when empty."),
  skip: z.number().int().min(0).max(100).default(0).describe("Labels that the first sheet lacks already."),
});
export type LabelsRequest = z.infer<typeof labelsRequest>;

/** GET /api/labels/preview. */
export const labelPreviewQuery = z.object({ ...look, identifier, title: z.string().max(80).optional() });
