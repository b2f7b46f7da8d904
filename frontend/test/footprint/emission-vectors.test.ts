import { expect } from "chai";
import { chromium, type Browser } from "playwright-core";
import { build } from "vite";
import type { EmissionVectors } from "../../../protocol/test/support/emission-answers.ts";
import { vector } from "../../../protocol/test/support/vectors.ts";
import { CHROMIUM_FLAGS, getChromium } from "../../../test/support/chromium.ts";

/** Of the script that the page loads. */
declare const emissions: { emissionAnswersTo(vectors: EmissionVectors): EmissionVectors };

/** The protocol's arithmetic as one script, made smaller as that of our pages is. */
async function bundled(): Promise<string> {
  const entry = new URL("../../../protocol/test/support/emission-answers.ts", import.meta.url).pathname;
  const built = await build({
    configFile: false,
    publicDir: false,
    logLevel: "error",
    build: { write: false, minify: true, lib: { entry, formats: ["iife"], name: "emissions", fileName: "emissions" } },
  });
  if (!Array.isArray(built)) throw new Error("a build into memory answers a list");
  const [script] = built.flatMap(({ output }) => output);
  if (script?.type !== "chunk") throw new Error("there is no script");
  return script.code;
}

describe("the golden vectors of emissions, great circles among them", () => {
  let browser: Browser;
  before(async function () {
    this.timeout(60_000);
    browser = await chromium.launch({ executablePath: getChromium(), args: [...CHROMIUM_FLAGS] });
  });
  after(() => browser.close());

  it("hold in a browser, with the code that pages are made of", async () => {
    const vectors = vector<EmissionVectors>("emissions.json");
    const page = await browser.newPage();
    await page.addScriptTag({ content: await bundled() });
    const answers = await page.evaluate((given) => emissions.emissionAnswersTo(given), vectors);
    expect(answers).to.deep.equal(vectors);
  });
});
