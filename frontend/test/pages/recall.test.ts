import { expect } from "chai";
import type { RecallTaskView } from "@waybill/protocol/schemas/api/recalls";
import { violationsOf } from "../../../test/support/axe.ts";
import { recallAnswer, recallsAnswer, simulationAnswer } from "../fixtures/recalls.ts";
import { getStage, json, openPage, type Stage } from "../support/browser.ts";
import { ACCOUNT, connect, objectionsTo, openSupplier } from "../support/supplier.ts";

const NOTICE = `/recalls/0x${"ab".repeat(32)}`;
const ORDER = "urn:epcglobal:cbv:bt:9506000134376:PO-77";

/** Master data knows one product. */
function productsNamed(url: string) {
  const known = { gtin: "10860009998039", name: "Garden salad, case of 6", description: null, statedBy: null };
  return new URL(url).searchParams.get("q") === known.gtin ? [known] : [];
}

/** Something was made of each of the goods. */
function simulationOf(subject: string, made: string) {
  const step = (level: number, goods: string) => ({ level, goods: [goods], carriers: [] });
  return { roots: [subject], scope: [subject, made], tiers: [step(0, subject), step(1, made)] };
}

describe("a recall's page", function () {
  this.timeout(60_000);
  let stage: Stage;
  before(async function () {
    this.timeout(180_000);
    stage = await getStage();
  });

  it("lists the open orders, as a table and as a file", async () => {
    const { page, complaints } = await openPage(stage);
    await page.goto(NOTICE);
    await page.getByRole("heading", { name: "Open orders" }).waitFor();
    await page.getByRole("cell", { name: ORDER }).waitFor();
    const download = page.waitForEvent("download");
    await page.locator("#orders").getByRole("button", { name: /CSV/ }).click();
    expect((await download).suggestedFilename()).to.match(/^recall-orders.*\.csv$/);
    expect(await violationsOf(page)).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("says so when the goods went further than is looked at", async () => {
    const { page } = await openPage(stage, { answers: { "/api/recalls/0x.*": json({ ...recallAnswer(stage.lettuce), truncated: true }) } });
    await page.goto(NOTICE);
    await page.locator("#asked").getByText("The goods went further than can be shown at once.").waitFor();
    await page.close();
  });

  it("has a link to hand to whom nobody knows, which leads whoever opens it to the notice and its proof", async () => {
    const { page, site } = await openPage(stage, { permissions: ["clipboard-read", "clipboard-write"] });
    await page.goto(NOTICE);
    await page.getByRole("button", { name: "Copy the link" }).click();
    await page.getByText("Copied").waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).to.equal(site.origin + NOTICE);
    await page.evaluate(() => {
      window.print = () => document.body.setAttribute("data-printed", "");
    });
    await page.getByRole("button", { name: "Print the notice" }).click();
    await page.locator("body[data-printed]").waitFor();
    await page.close();
    const stranger = await openPage(stage);
    await stranger.page.goto(new URL(link).pathname);
    await stranger.page.getByText("Do not eat it. Bring it back.").waitFor();
    expect(await stranger.page.getByRole("link", { name: "check it here" }).getAttribute("href")).to.equal("/verify");
    await stranger.page.locator(`a[download][href$="/bundle"]`).waitFor();
    await stranger.page.close();
  });

  it("names goods by their product, by its number while no name is known", async () => {
    const { page } = await openPage(stage, {
      answers: { "/api/products": (route) => json({ items: productsNamed(route.request().url()), next: null })(route) },
    });
    await page.goto(NOTICE);
    await page.locator("#goods").getByText("Garden salad, case of 6, Lot").first().waitFor();
    await page
      .locator("#goods")
      .getByText(/^GTIN \d{14}, /)
      .first()
      .waitFor();
    await page.close();
  });

  it("is answered with nothing chosen beforehand: an answer is signed, and stays", async () => {
    const recall = recallAnswer(stage.lettuce);
    const tasks = recall.tasks.map((task) => (task.answers.length > 0 ? task : { ...task, party: { ...task.party, account: ACCOUNT } }));
    const { page } = await openSupplier(stage, { "/api/recalls/0x.*": json({ ...recall, tasks }) });
    await connect(page, `/supplier${NOTICE}`);
    await page.getByRole("button", { name: "Answer", exact: true }).click();
    const goods = page.getByRole("group", { name: "For which goods" });
    expect(await goods.locator("input:checked").count()).to.equal(0);
    await page.getByRole("button", { name: "Review before signing" }).click();
    await page.getByText("Choose what was done with the goods.").waitFor();
    await page.getByText("Choose the goods that you answer for.").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByLabel("What was done").click();
    await page.getByRole("option", { name: "Sold on" }).click();
    await goods.getByRole("button", { name: "All 3" }).click();
    await page.getByRole("button", { name: "Review before signing" }).click();
    await page.getByRole("button", { name: "Sign the answer" }).waitFor();
    await page.close();
  });

  it("is passed on by whoever is asked: simulated for its own goods first, in the words of the notice, and signed", async () => {
    const recall = recallAnswer(stage.lettuce);
    const [other, late] = recall.tasks as [RecallTaskView, RecallTaskView];
    const own = recall.subjects.slice(1);
    const tasks = [other, { ...late, party: { ...late.party, account: ACCOUNT }, subjects: own, open: own }];
    const made = "https://id.gs1.org/01/10860009998039/10/MADE-OF-IT";
    const simulated: string[] = [];
    const { page, service } = await openSupplier(stage, {
      "/api/recalls/0x.*": json({ ...recall, tasks }),
      "/api/recalls/simulation": (route) => {
        const subject = new URL(route.request().url()).searchParams.get("subject") ?? "";
        simulated.push(subject);
        return json({ ...simulationAnswer(stage.lettuce), ...simulationOf(subject, made) })(route);
      },
    });
    await connect(page, `/supplier${NOTICE}`);
    await page.getByRole("link", { name: "Pass on", exact: true }).click();
    await page.getByRole("heading", { name: "Pass the recall on" }).waitFor();
    await page.locator("#reach").getByText("3 lots, serials and units").waitFor();
    expect(simulated).to.deep.equal(own);
    expect(await page.getByLabel("Reason").inputValue()).to.equal(recall.reason);
    expect(await page.getByLabel("What to do with the goods").inputValue()).to.equal(recall.instruction);
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("button", { name: "Look at the notice" }).click();
    await page.getByRole("button", { name: "Sign the recall" }).click();
    const stored = page.waitForResponse("**/epcis/events");
    await page.getByTestId("demo-wallet-sign").click();
    await stored;
    await page.waitForURL(/\/supplier\/recalls\/0x/);
    const [body] = service.bodies;
    expect(body).to.contain(`"recall:forwards":"${recall.commitment}"`);
    for (const subject of [...own, made]) expect(body).to.contain(subject);
    expect(body).not.to.contain(`"${recall.subjects[0]}"`);
    await page.close();
  });

  it("is told of where whoever it asks starts, and beside the way to recalls", async () => {
    const asked: (string | null)[] = [];
    const { page, complaints } = await openSupplier(stage, {
      "/api/recalls": (route) => {
        const { searchParams } = new URL(route.request().url());
        if (searchParams.get("state") === "open") asked.push(searchParams.get("holder"));
        const recall = { ...recallsAnswer(stage.lettuce)[0], asked: { state: "overdue", escalatedTo: "holder" } };
        const answered = { ...recall, commitment: `0x${"77".repeat(32)}`, asked: { state: "answered", escalatedTo: null } };
        return json({ items: [answered, recall], next: null })(route);
      },
    });
    await connect(page, "/supplier");
    await page.getByText("One open recall asks you").waitFor();
    expect(new Set(asked)).to.deep.equal(new Set([ACCOUNT]));
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("link", { name: "See which" }).click();
    await page.getByRole("navigation", { name: "Goods" }).getByRole("link", { name: "Recalls 1 open recalls ask you" }).waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("is written for all that an event is about, from the event's page, with one question", async () => {
    const simulated: string[] = [];
    const { page } = await openSupplier(stage, {
      "/api/recalls/simulation": (route) => {
        simulated.push(new URL(route.request().url()).search);
        return json({ ...simulationAnswer(stage.lettuce), roots: recallAnswer(stage.lettuce).subjects })(route);
      },
    });
    const hash = `0x${"ab".repeat(32)}`;
    await page.goto(`/events/${hash}`);
    const href = (await page.getByRole("link", { name: "Recall this, and what came of it" }).getAttribute("href")) ?? "";
    expect(href).to.match(/^\/supplier\/recalls\/new\?event=0x[0-9a-f]{64}$/);
    await page.goto(href);
    await page.locator("#reach").getByText("3 lots, serials and units").waitFor();
    expect([...new Set(simulated)]).to.deep.equal([href.slice(href.indexOf("?"))]);
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.close();
  });

  it("is simulated for the goods that are chosen, and no more for the event that brought others", async () => {
    const [goods = "", other = ""] = recallAnswer(stage.lettuce).subjects;
    const made = "https://id.gs1.org/01/10860009998039/10/MADE-OF-IT";
    const simulated: string[] = [];
    const { page } = await openSupplier(stage, {
      "/api/recalls/simulation": (route) => {
        const { search, searchParams } = new URL(route.request().url());
        simulated.push(search);
        const subject = searchParams.get("subject");
        return json({ ...simulationAnswer(stage.lettuce), ...(subject === null ? { roots: [goods] } : simulationOf(subject, made)) })(
          route,
        );
      },
    });
    const event = `?event=0x${"ab".repeat(32)}`;
    await page.goto(`/supplier/recalls/new${event}`);
    await page.locator("#reach").getByText("3 lots, serials and units").waitFor();
    await page.getByRole("button", { name: "Remove" }).click();
    await page.getByLabel("What is recalled").fill(other);
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.locator("#reach").getByText("2 lots, serials and units").waitFor();
    expect([...new Set(simulated)]).to.deep.equal([event, `?${new URLSearchParams({ subject: other })}`]);
    await page.close();
  });

  it("cannot be passed on by whom it does not ask", async () => {
    const { page } = await openSupplier(stage);
    await connect(page, `/supplier/recalls/new?forwards=${recallAnswer(stage.lettuce).commitment}`);
    await page.getByText("This recall does not ask this account for anything").waitFor();
    await page.close();
  });
});
