import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { loadPages } from "../../src/modules/traceability/page/pages.ts";

describe("the catalogues of the built pages", () => {
  it("are asked for again after they could not be read", async () => {
    const folder = mkdtempSync(join(tmpdir(), "waybill-pages-"));
    for (const inner of [".vite", ".server"]) mkdirSync(join(folder, inner));
    writeFileSync(join(folder, "index.html"), "<!doctype html>");
    writeFileSync(join(folder, ".vite", "manifest.json"), "{}");
    writeFileSync(join(folder, ".server", "render-product-page.js"), "export {};");
    const pages = await loadPages(folder);
    const failure = await pages.messages("en.json").catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(Error);
    writeFileSync(join(folder, "en.json"), '{"hello":"Hello"}');
    expect(await pages.messages("en.json")).to.deep.equal({ hello: "Hello" });
  });
});
