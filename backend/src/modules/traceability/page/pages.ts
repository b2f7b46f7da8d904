import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { JourneyView } from "@waybill/protocol/schemas/api/traceability";

/** The half of the built pages that runs here: frontend/src/app/render-product-page.tsx. */
export interface ProductPageRenderer {
  textsFor(search: string, acceptLanguage: string): { locale: string; all: string; consumer: string };
  renderProductPage(input: {
    path: string;
    origin: string;
    rpcUrl: string;
    journey: JourneyView;
    fetchedAt: string;
    locale: string;
    messages: unknown;
  }): { html: string; title: string; data: { id: string; json: string } };
}

/** The built pages, read once. */
export interface Pages {
  renderer: ProductPageRenderer;
  template: string;
  /** Addresses of the scripts that a product page starts with. */
  scripts: readonly string[];
  /** Changes with every build. */
  version: string;
  /** A catalogue of texts by its address. */
  messages(address: string): Promise<unknown>;
}

const ENTRY = "src/app/start-product-page.tsx";

type Manifest = Readonly<Record<string, { file: string; imports?: readonly string[] }>>;

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
    scripts: filesOf(JSON.parse(manifest) as Manifest, ENTRY),
    version: createHash("sha256").update(template).update(manifest).digest("hex"),
    messages(address) {
      const known = catalogues.get(address) ?? readFile(join(folder, address), "utf8").then((text) => JSON.parse(text) as unknown);
      catalogues.set(address, known);
      return known;
    },
  };
}

/** A module's file and those of everything that it imports at once. */
function filesOf(manifest: Manifest, entry: string): string[] {
  const seen = new Set<string>();
  const visit = (name: string) => {
    if (seen.has(name)) return;
    seen.add(name);
    manifest[name]?.imports?.forEach(visit);
  };
  visit(entry);
  return [...seen].flatMap((name) => manifest[name]?.file ?? []).map((file) => `/${file}`);
}
