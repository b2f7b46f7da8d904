import type { LabelSheet } from "@waybill/protocol/schemas/api/labels";
import { escapeHtml } from "../../../platform/http/pages.ts";
import type { DrawnLabel } from "./label-pdf.ts";

/** One label as a picture, in millimetres, as the sheet will have it. */
export function labelSvg({ width, height }: LabelSheet, { code, layout }: DrawnLabel): string {
  const round = (value: number) => Number(value.toFixed(3));
  const { module } = layout;
  const path = code.dark.map(({ x, y, width: run }) => `M${x} ${y}h${run}v1h-${run}z`).join("");
  const lines = layout.lines.map(
    ({ text, x, baseline, size, isTitle }) =>
      `<text x="${round(x)}" y="${round(baseline)}" font-size="${round(size)}"${isTitle ? ' font-weight="bold"' : ""}>${escapeHtml(text)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}mm" height="${height}mm" font-family="Helvetica, Arial, sans-serif">
<rect width="100%" height="100%" fill="#fff"/>
<path transform="translate(${round(layout.code.x)} ${round(layout.code.y)}) scale(${round(module)})" d="${path}" shape-rendering="crispEdges"/>
${lines.join("\n")}
</svg>
`;
}
