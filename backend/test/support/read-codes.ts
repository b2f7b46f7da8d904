import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

prepareZXingModule({
  overrides: { wasmBinary: readFileSync(fileURLToPath(import.meta.resolve("zxing-wasm/reader/zxing_reader.wasm"))).buffer as ArrayBuffer },
});

interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface ReadCode {
  text: string;
  format: string;
  /** What the code is for: `GS1`, `URL` … */
  content: string;
}

/** Every code in a picture of black rectangles on white. `scale`: pixels for one unit of length. */
async function readRectangles(
  rectangles: readonly Rectangle[],
  { width, height, scale }: { width: number; height: number; scale: number },
  formats: ("QRCode" | "DataMatrix" | "Code128")[] = ["QRCode", "DataMatrix"],
): Promise<ReadCode[]> {
  const columns = Math.ceil(width * scale);
  const rows = Math.ceil(height * scale);
  const data = new Uint8ClampedArray(columns * rows * 4).fill(255);
  for (const one of rectangles) {
    for (let y = Math.round(one.y * scale); y < Math.round((one.y + one.height) * scale); y++)
      for (let x = Math.round(one.x * scale); x < Math.round((one.x + one.width) * scale); x++)
        data.fill(0, (y * columns + x) * 4, (y * columns + x) * 4 + 3);
  }
  const found = await readBarcodes({ data, width: columns, height: rows, colorSpace: "srgb" } as Parameters<typeof readBarcodes>[0], {
    formats,
    maxNumberOfSymbols: 100,
  });
  return found.map(({ text, format, contentType }) => ({ text, format, content: contentType }));
}

/** The code on one label's preview. */
export async function readSvg(svg: string): Promise<ReadCode[]> {
  const [, width = "", height = ""] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  const [, left = "", top = "", module = ""] = /translate\(([\d.]+) ([\d.]+)\) scale\(([\d.]+)\)/.exec(svg) ?? [];
  const rectangles = [...svg.matchAll(/M(\d+) (\d+)h(\d+)v1/g)].map(([, x, y, run]) => ({
    x: Number(left) + Number(x) * Number(module),
    y: Number(top) + Number(y) * Number(module),
    width: Number(run) * Number(module),
    height: Number(module),
  }));
  return readRectangles(rectangles, { width: Number(width), height: Number(height), scale: 12 });
}

/** The code whose bars are lines of a picture, each as wide as its stroke. */
export async function readBars(svg: string): Promise<ReadCode[]> {
  const [, width = "", height = ""] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  const rectangles = [...svg.matchAll(/stroke-width="([\d.]+)" d="([^"]+)"/g)].flatMap(([, stroke = "", lines = ""]) =>
    [...lines.matchAll(/M([\d.]+) ([\d.]+)L[\d.]+ ([\d.]+)/g)].map(([, x, from, to]) => ({
      x: Number(x) - Number(stroke) / 2,
      y: Math.min(Number(from), Number(to)),
      width: Number(stroke),
      height: Math.abs(Number(from) - Number(to)),
    })),
  );
  return readRectangles(rectangles, { width: Number(width), height: Number(height), scale: 1 }, ["Code128"]);
}

/** The codes on each page of a PDF of ours. */
export async function readPdf(bytes: Uint8Array): Promise<{ width: number; height: number; codes: ReadCode[] }[]> {
  const pages = await rectanglesIn(bytes);
  return Promise.all(
    pages.map(async ({ width, height, rectangles }) => ({
      ...{ width, height },
      codes: await readRectangles(rectangles, { width, height, scale: 4 }),
    })),
  );
}

/** What each page of a PDF of ours has in black: the dark parts of its codes, in points from its upper left corner. */
export async function rectanglesIn(bytes: Uint8Array): Promise<{ width: number; height: number; rectangles: Rectangle[] }[]> {
  const { PDFDocument, PDFRawStream, PDFArray, decodePDFRawStream } = await import("pdf-lib");
  const document = await PDFDocument.load(bytes);
  return document.getPages().map((page) => {
    const { width, height } = page.getSize();
    const contents = page.node.Contents();
    const streams = contents instanceof PDFArray ? contents.asArray().map((ref) => document.context.lookup(ref)) : [contents];
    const text = streams
      .map((one) => (one instanceof PDFRawStream ? Buffer.from(decodePDFRawStream(one).decode()).toString("latin1") : ""))
      .join("\n");
    const rectangles = [...text.matchAll(/(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) re\b/g)].map(([, x, y, w, h]) => ({
      x: Number(x),
      y: height - Number(y) - Number(h),
      width: Number(w),
      height: Number(h),
    }));
    return { width, height, rectangles };
  });
}
