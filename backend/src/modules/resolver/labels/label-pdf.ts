import { setImmediate } from "node:timers/promises";
import {
  endPath,
  fill,
  PDFDocument,
  PageSizes,
  popGraphicsState,
  pushGraphicsState,
  rectangle,
  rgb,
  setFillingRgbColor,
  StandardFonts,
  type PDFFont,
  type PDFPage,
} from "pdf-lib";
import type { LabelSheet } from "@waybill/protocol/schemas/api/labels";
import type { CodeMatrix } from "./label-code.ts";
import type { LabelLayout } from "./label-layout.ts";

const POINTS_PER_MILLIMETRE = 72 / 25.4;
const points = (millimetres: number) => millimetres * POINTS_PER_MILLIMETRE;

/** One drawn label. */
export interface DrawnLabel {
  code: CodeMatrix;
  layout: LabelLayout;
}

/**
 * Sheets of labels, from left to right and down, as PDF. Labels are made one after the other, so that a long stack leaves the process its
 * breath.
 *
 * @param skip Labels that the first sheet lacks already.
 */
export async function labelsPdf(
  sheet: LabelSheet,
  labels: readonly (() => DrawnLabel)[],
  { skip, made }: { skip: number; made: Date },
): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.setTitle("Labels");
  document.setProducer("Waybill");
  document.setCreationDate(made);
  document.setModificationDate(made);
  const fonts = { plain: await embed(document, StandardFonts.Helvetica), bold: await embed(document, StandardFonts.HelveticaBold) };
  const perPage = sheet.columns * sheet.rows;
  const start = skip % perPage;
  let page: PDFPage | undefined;
  for (const [index, draw] of labels.entries()) {
    const place = (start + index) % perPage;
    if (page === undefined || place === 0) page = document.addPage(sheet.page === "A4" ? PageSizes.A4 : PageSizes.Letter);
    const left = sheet.left + (place % sheet.columns) * sheet.right;
    const top = sheet.top + Math.floor(place / sheet.columns) * sheet.down;
    drawLabel(page, draw(), { left, top, fonts });
    await setImmediate();
  }
  return document.save();
}

interface Place {
  left: number;
  top: number;
  fonts: { plain: Typeface; bold: Typeface };
}

interface Typeface {
  font: PDFFont;
  /** Code points of the characters that it has. */
  known: ReadonlySet<number>;
}

async function embed(document: PDFDocument, name: StandardFonts): Promise<Typeface> {
  const font = await document.embedFont(name);
  return { font, known: new Set(font.getCharacterSet()) };
}

function drawLabel(page: PDFPage, { code, layout }: DrawnLabel, { left, top, fonts }: Place): void {
  const fromTop = (y: number) => page.getHeight() - points(top + y);
  const { module } = layout;
  // One path and one filling: separate squares would show seams between them.
  page.pushOperators(
    pushGraphicsState(),
    setFillingRgbColor(0, 0, 0),
    ...code.dark.map(({ x, y, width }) =>
      rectangle(
        points(left + layout.code.x + x * module),
        fromTop(layout.code.y + (y + 1) * module),
        points(width * module),
        points(module),
      ),
    ),
    ...(code.dark.length === 0 ? [endPath()] : [fill()]),
    popGraphicsState(),
  );
  for (const { text, x, baseline, size, isTitle } of layout.lines) {
    const { font, known } = isTitle ? fonts.bold : fonts.plain;
    page.drawText(printable(known, text), { x: points(left + x), y: fromTop(baseline), size: points(size), font, color: rgb(0, 0, 0) });
  }
}

/** The built-in typefaces have Western characters only; a name in another script loses them, an identifier never has any. */
function printable(known: ReadonlySet<number>, text: string): string {
  return Array.from(text, (character) => (known.has(character.codePointAt(0) ?? 0) ? character : "?")).join("");
}
