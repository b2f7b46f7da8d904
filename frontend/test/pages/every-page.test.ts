import { expect } from "chai";
import { parseDigitalLink } from "@waybill/protocol/identifiers/digital-link";
import { choicesPage } from "../../../backend/src/modules/resolver/choices-page.ts";
import { certificateAnswer } from "../fixtures/credits.ts";
import { violationsInBothColours, violationsOf } from "../../../test/support/axe.ts";
import { PHOTO_CID, REPORT_CID } from "../fixtures/documents.ts";
import { SALAD_PATH } from "../fixtures/lettuce.ts";
import { getStage, openPage, type Stage } from "../support/browser.ts";

const HASH = `0x${"12".repeat(32)}`;

/** Every page that needs no wallet, and a text that is there once it is drawn. */
const PAGES: Record<string, string> = {
  "/": "How it works",
  "/scan": "Use the camera",
  [SALAD_PATH]: "What does not add up",
  "/01/10860009998039": "Which one?",
  "/anchors": "a checkpoint of an audit log",
  "/anchors/0": "What is in it",
  "/actors": "Organisations",
  "/actors/0x21ede63917E339b01B505be957AC044b35E40E26": "On the chain",
  [`/units/${HASH}`]: "Steps",
  [`/events/${HASH}`]: "The event as captured",
  "/chain": "Read up to",
  "/recalls": "Listeria was found",
  [`/recalls/${HASH}`]: "Who is asked",
  [`/documents/${REPORT_CID}`]: "Who points at it",
  [`/documents/${PHOTO_CID}`]: "Key of this document",
  "/verify": "Drop a bundle or a disclosure here",
  "/units/395060001343500007": "by the other digits it is 3",
  "/readers": "What each reader gets",
  "/supplier/labels": "It shows up here once the form names something",
  "/supplier/links": "Connect a wallet to see and set your links",
  "/search?q=salad": "One hit for",
  [`/trace${SALAD_PATH}`]: "Drag to move",
  "/trace/nothing": "This address names no goods",
  [`/footprint${SALAD_PATH}`]: "The first one",
  "/footprint/nothing": "This address names no goods",
  "/carbon": "Salad on our shelves",
  [`/carbon/batches/${HASH}`]: "Who holds it",
  [`/carbon/certificates/${certificateAnswer().retirement}`]: "Name of the retirement",
  "/carbon/accounts/0x21ede63917E339b01B505be957AC044b35E40E26": "Can be retired now",
  "/no/such/page": "There is no such page",
};

describe("every page", () => {
  let stage: Stage;
  before(async function () {
    this.timeout(120_000);
    stage = await getStage();
  });

  for (const [path, text] of Object.entries(PAGES)) {
    it(`${path.replace(HASH, "…").replace(/bafk\w+/, "…")} is accessible in light and dark, quiet, and as wide as a small telephone`, async () => {
      const { page, site, complaints, requests } = await openPage(stage, {
        viewport: { width: 360, height: 740 },
        reducedMotion: "reduce",
      });
      await page.goto(path);
      await page.getByText(text).first().waitFor();
      expect(await violationsInBothColours(page)).to.deep.equal([]);
      expect(await page.title())
        .to.match(/[^ ]/)
        .and.not.equal("Waybill");
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.equal(360);
      expect(complaints).to.deep.equal([]);
      expect(requests.filter((url) => !url.startsWith(site.origin))).to.deep.equal([]);
      await page.close();
    });
  }

  it("of labels is accessible with the first label drawn", async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10"/></svg>';
    const { page } = await openPage(stage, {
      answers: { "/api/labels/preview": (route) => route.fulfill({ contentType: "image/svg+xml", body: svg }) },
      viewport: { width: 360, height: 740 },
    });
    await page.goto("/supplier/labels");
    await page.getByPlaceholder("(01)10860009998039(10)…").fill("(01)10860009998039(10)SALAD-20260420-A");
    await page.getByRole("figure").getByRole("img").waitFor();
    expect(await violationsOf(page)).to.deep.equal([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.equal(360);
    await page.close();
  });

  it("that lets a person choose between links that fit alike is accessible", async () => {
    const link = parseDigitalLink(`https://example.org${SALAD_PATH}`);
    if (link === undefined) throw new Error("the salad's address is a Digital Link");
    const target = (title: string, language: string | null) => ({
      ...{ type: "gs1:pip", href: "https://example.org/salad", title, language, mediaType: "text/html", takesQuery: true },
    });
    const { page, site } = await openPage(stage, { viewport: { width: 360, height: 740 } });
    await page.setContent(
      choicesPage({ link, origin: site.origin }, [target("The salad", "en"), target("Der Salat", "de"), target("Salad", null)]),
    );
    expect(await page.getByRole("link").count()).to.equal(3);
    expect(await violationsOf(page)).to.deep.equal([]);
    await page.close();
  });

  it("speaks nothing but its catalogue: in the pseudo-language no plain English is left", async () => {
    for (const path of ["/", "/scan", "/verify", "/chain", "/anchors", SALAD_PATH]) {
      const { page } = await openPage(stage);
      await page.goto(`${path}?locale=en-XA`);
      await page.getByText("~").first().waitFor();
      const headings = await page.locator("h1, h2, button, nav a, dt").allInnerTexts();
      const plain = headings.filter((text) => /[a-z]{4}/i.test(text) && !text.includes("~") && !/Garden salad|Test chain/.test(text));
      expect(plain, path).to.deep.equal([]);
      await page.close();
    }
  });

  it("keeps the chosen colours when the page is loaded again", async () => {
    const { page } = await openPage(stage);
    await page.goto("/");
    await page.getByRole("button", { name: /^Colours/ }).click();
    await page.reload();
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).to.equal("dark");
    await page.close();
  });
});
