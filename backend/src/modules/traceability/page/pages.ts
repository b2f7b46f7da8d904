import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { FootprintBrief } from "@waybill/protocol/footprint/brief";
import type { StatementDocument } from "@waybill/protocol/schemas/api/documents";
import type { JourneyView } from "@waybill/protocol/schemas/api/traceability";

/** The half of the built pages that runs here: frontend/src/app/render-product-page.tsx. */
export interface ProductPageRenderer {
  textsFor(search: string, acceptLanguage: string): { locale: string; address: string };
  renderProductPage(input: {
    path: string;
    origin: string;
    rpcUrl: string;
    journey: JourneyView;
    documents: readonly StatementDocument[];
    footprint: FootprintBrief | null;
    fetchedAt: string;
    locale: string;
    messages: unknown;
  }): { html: string; title: string; data: { id: string; json: string } };
}

/** The built pages, read once. */
export interface Pages {
  renderer: ProductPageRenderer;
  template: string;
  /** Changes with every build. */
  version: string;
  /** A catalogue of texts by its address. */
  messages(address: string): Promise<unknown>;
}

/** @throws Error when the folder holds no whole build. */
export async function loadPages(folder: string): Promise<Pages> {
  const [template, manifest, renderer] = await Promise.all([
    readFile(join(folder, "index.html"), "utf8"),
    readFile(join(folder, ".vite", "manifest.json"), "utf8"),
    import(pathToFileURL(join(folder, ".server", "render-product-page.js")).href) as Promise<ProductPageRenderer>,
  ]);
  const catalogues = new Map<string, Promise<unknown>>();
  return {
    renderer,
    template,
    version: createHash("sha256").update(template).update(manifest).digest("hex"),
    messages(address) {
      const known = catalogues.get(address) ?? readFile(join(folder, address), "utf8").then((text) => JSON.parse(text) as unknown);
      catalogues.set(address, known);
      // Whoever asks next tries again.
      known.catch(() => catalogues.delete(address));
      return known;
    },
  };
}
