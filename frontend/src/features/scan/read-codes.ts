import { BarcodeDetector, prepareZXingModule, type BarcodeFormat } from "barcode-detector/ponyfill";
import reader from "zxing-wasm/reader/zxing_reader.wasm?url";

/** Codes that GS1 prints on goods and pallets. */
const FORMATS: BarcodeFormat[] = [
  "qr_code",
  "data_matrix",
  "code_128",
  "ean_13",
  "ean_8",
  "upc_a",
  "upc_e",
  "itf",
  "databar",
  "databar_expanded",
];

// The reader's program comes from our own host; by default it would be fetched from a public network.
prepareZXingModule({ overrides: { locateFile: (path: string, prefix: string) => (path.endsWith(".wasm") ? reader : prefix + path) } });

/** A function that finds the first code in a picture or a video's current frame; null when there is none. */
export function createCodeReader(): (source: HTMLVideoElement | ImageBitmap | Blob) => Promise<string | null> {
  const detector = new BarcodeDetector({ formats: FORMATS });
  return async (source) => (await detector.detect(source))[0]?.rawValue ?? null;
}
