import bwipjs from "bwip-js/node";
import { elementStringOf, pathOfElements } from "@waybill/protocol/identifiers/gs1-element-string";
import type { KeyElements } from "@waybill/protocol/identifiers/element-string";
import type { LabelCode } from "@waybill/protocol/schemas/api/labels";

/** A square code. Rectangles are in modules, from the upper left corner of the code itself. */
export interface CodeMatrix {
  /** Modules of one side, without the quiet zone. */
  modules: number;
  /** Modules that stay blank on every side (General Specifications, section 5.12). */
  quiet: number;
  /** The dark ones, joined along their rows. */
  dark: readonly { x: number; y: number; width: number }[];
}

const QUIET_QR = 4;
const QUIET_DATAMATRIX = 1;

/** The code that names one thing. `origin` is the resolver that its link leads to. */
export function labelCode(code: LabelCode, elements: KeyElements, origin: string): CodeMatrix {
  const text = textOf(code, elements, origin);
  if (code === "qr-link") return matrixOf(bwipjs.raw("qrcode", text, { eclevel: "M" } as never), QUIET_QR);
  const options = code === "datamatrix-elements" ? { parsefnc: true } : {};
  return matrixOf(bwipjs.raw("datamatrix", text, options as never), QUIET_DATAMATRIX);
}

function textOf(code: LabelCode, elements: KeyElements, origin: string): string {
  // The library's word for the character FNC1. No value holds a caret: it is not in GS1's character sets.
  if (code === "datamatrix-elements") return elementStringOf(elements, "^FNC1");
  return origin + pathOfElements([elements.key, ...elements.qualifiers]);
}

function matrixOf(drawn: unknown, quiet: number): CodeMatrix {
  const [{ pixs, pixx }] = drawn as [{ pixs: readonly number[]; pixx: number }];
  const dark: { x: number; y: number; width: number }[] = [];
  for (let y = 0; y * pixx < pixs.length; y++) {
    for (let x = 0; x < pixx; x++) {
      if (pixs[y * pixx + x] !== 1) continue;
      const last = dark.at(-1);
      if (last !== undefined && last.y === y && last.x + last.width === x) last.width++;
      else dark.push({ x, y, width: 1 });
    }
  }
  return { modules: pixx, quiet, dark };
}
