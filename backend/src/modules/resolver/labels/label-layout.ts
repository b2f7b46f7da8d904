import { humanReadable } from "@waybill/protocol/identifiers/gs1-element-string";
import type { KeyElements } from "@waybill/protocol/identifiers/element-string";
import type { LabelSheet } from "@waybill/protocol/schemas/api/labels";
import type { CodeMatrix } from "./label-code.ts";

/** Where everything stands on one label, in millimetres from its upper left corner. */
export interface LabelLayout {
  /** Side of one module. */
  module: number;
  code: { x: number; y: number };
  lines: readonly { text: string; x: number; baseline: number; size: number; isTitle: boolean }[];
}

/** Four dots of a printer with 300 to the inch: of fewer, one that runs or fails spoils the code. */
export const SMALLEST_MODULE_MILLIMETRES = (4 * 25.4) / 300;

/** Between code, text and the edges, which printers miss by as much. */
const MARGIN = 1.5;
const MOST_TEXT = 3.2;
const LEAST_TEXT = 1.6;
/** Of a character against its size, on the wide side for the typeface used. */
const CHARACTER_WIDTH = 0.56;

/** The code as large as fits at the left, the words at its right as large as fit: the title, then one line for each element. */
export function layoutOf(sheet: LabelSheet, code: CodeMatrix, { elements, title }: { elements: KeyElements; title: string }): LabelLayout {
  const side = Math.min(sheet.height - MARGIN, sheet.width * 0.6);
  const module = side / (code.modules + 2 * code.quiet);
  const top = (sheet.height - side) / 2;
  const words = [...(title === "" ? [] : [title]), ...humanReadable(elements)];
  const x = MARGIN / 2 + side;
  const width = sheet.width - x - MARGIN;
  const wrapped = wrapAt(words, width);
  const baselineOf = (index: number) => (sheet.height - wrapped.lines.length * wrapped.size * 1.25) / 2 + wrapped.size * (1 + index * 1.25);
  return {
    module,
    code: { x: MARGIN / 2 + code.quiet * module, y: top + code.quiet * module },
    lines: wrapped.lines.map(({ text, isTitle }, index) => ({
      text,
      x,
      baseline: baselineOf(index),
      size: wrapped.size,
      isTitle: isTitle && title !== "",
    })),
  };

  function wrapAt(all: readonly string[], width: number) {
    for (let size = MOST_TEXT; ; size -= 0.2) {
      const perLine = Math.max(1, Math.floor(width / (size * CHARACTER_WIDTH)));
      const lines = all.flatMap((text, index) => split(text, perLine).map((part) => ({ text: part, isTitle: index === 0 })));
      const isWhole = all.every((text) => text.split(" ").every((word) => word.length <= perLine));
      if (size - 0.2 < LEAST_TEXT || (isWhole && lines.length * size * 1.25 <= sheet.height - MARGIN)) return { size, lines };
    }
  }
}

/** At blanks where there are some, otherwise anywhere: nothing of an identifier may be lost. */
function split(text: string, perLine: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > perLine) {
    const blank = rest.lastIndexOf(" ", perLine);
    const at = blank > 0 ? blank : perLine;
    lines.push(rest.slice(0, at));
    rest = rest.slice(at).trimStart();
  }
  return [...lines, rest];
}
