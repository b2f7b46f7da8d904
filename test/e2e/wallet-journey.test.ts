import { expect } from "chai";
import { generatePrivateKey } from "viem/accounts";
import { checkProduct } from "./support/product-page.ts";
import { connect, fillIn, reaches, review, sign } from "./support/supplier-pages.ts";
import { system, type System } from "./support/system.ts";
import { keyOf, supplier, visitor } from "./support/visitor.ts";

const GTIN = "10860009999920";
const GLN = "0860009999992";
const OTHER_CHAIN = 1;

describe("a supplier with a wallet", function () {
  this.timeout(60_000);
  let all: System;
  before(async function () {
    this.timeout(240_000);
    all = await system();
  });

  it("connects a foreign wallet, reports, signs what the page showed, and sees it become final; a stranger verifies it, until it is erased", async () => {
    const { page, wallet, problems, leave } = await supplier(all, keyOf(all, "Indian River Packing"));
    await page.goto("/supplier/events/new");
    await connect(page);
    await fillIn(page, { what: "Harvested or made", gtin: GTIN, lot: "E2E-1", quantity: "12,50", gln: GLN });
    await review(page);
    const shown = await page.locator("q").innerText();
    await sign(page);
    await reaches(page, "final");
    expect(wallet.asked()).to.have.length(1);
    expect(wallet.asked()[0]?.message).to.have.nested.property("content.statement", shown);
    expect(wallet.asked()[0]?.domain).to.include({ name: "Waybill", chainId: all.config.chain.id });
    expect(shown).to.include("12.50 of").and.to.include(`/01/${GTIN}/10/E2E-1`);

    const stranger = await visitor(all);
    expect(await checkProduct(stranger.page, `/01/${GTIN}/10/E2E-1`)).to.equal("verified");
    expect([...problems, ...stranger.problems]).to.deep.equal([]);

    const elsewhere = await supplier(all, keyOf(all, "Indian River Packing"));
    await elsewhere.page.goto("/supplier");
    await connect(elsewhere.page);
    await elsewhere.page.getByRole("link", { name: "lot E2E-1" }).waitFor();
    await elsewhere.leave();

    await page.getByRole("button", { name: "Erase what it says…" }).click();
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByText("anchored histories name them").waitFor();
    await page.getByLabel("Type erase to go on").fill("erase");
    await page.getByRole("button", { name: "Erase it for ever" }).click();
    await page.getByRole("heading", { name: "This statement was erased at its author’s request" }).waitFor();
    await stranger.page.reload();
    await stranger.page.getByText("One statement was erased at the author’s request").waitFor();
    await Promise.all([leave(), stranger.leave()]);
  });

  it("stays connected from page to page, with the demonstration wallet too, until disconnected", async () => {
    const { page, leave } = await visitor(all);
    await page.goto("/supplier");
    await connect(page, "Demonstration wallet");
    await page.getByRole("dialog").getByRole("button", { name: "Indian River Packing" }).click();
    const wallet = page.getByRole("banner").getByRole("button", { name: "Indian River Packing" });
    await wallet.waitFor();
    await page.goto("/supplier/handovers");
    await wallet.waitFor();
    await page.reload();
    await wallet.waitFor();
    await wallet.click();
    await page.getByRole("menuitem", { name: "Disconnect" }).click();
    await page.reload();
    await page.getByRole("banner").getByRole("button", { name: "Connect a wallet" }).waitFor();
    await leave();
  });

  it("may refuse, loses nothing by it, and may stop waiting for a wallet that does not answer", async () => {
    const { page, wallet, leave } = await supplier(all, keyOf(all, "Indian River Packing"));
    await page.goto("/supplier/events/new");
    await connect(page);
    await fillIn(page, { what: "Shipped", gtin: GTIN, lot: "E2E-2", gln: GLN });
    await review(page);
    wallet.answer("refuse");
    await sign(page);
    await page.getByText("You did not sign").waitFor();
    wallet.answer("locked");
    await sign(page);
    await page.getByText("Your wallet is locked").waitFor();
    wallet.answer("ignore");
    await sign(page);
    await page.getByRole("button", { name: "Stop waiting" }).click();
    await page.getByText("You stopped waiting").waitFor();
    wallet.answer("sign");
    await sign(page);
    await reaches(page, "stored");
    await leave();
  });

  it("is asked to switch a wallet that looks at another network, and cannot sign before", async () => {
    const { page, wallet, leave } = await supplier(all, keyOf(all, "Indian River Packing"));
    await page.goto("/supplier/events/new");
    await connect(page);
    await fillIn(page, { what: "Stored", gtin: GTIN, lot: "E2E-3", gln: GLN });
    await review(page);
    await wallet.moveTo(OTHER_CHAIN);
    await page.getByText("Your wallet looks at another network").waitFor();
    expect(await page.getByRole("button", { name: "Sign the statement" }).count()).to.equal(0);
    await page.getByRole("button", { name: /^Switch to/ }).click();
    await sign(page);
    await reaches(page, "stored");
    expect(wallet.asked()).to.have.length(1);
    await leave();
  });

  it("signs once, even when the network fails after the signature", async () => {
    const { page, wallet, leave } = await supplier(all, keyOf(all, "Indian River Packing"));
    await page.route("**/epcis/events", (route) => route.abort());
    await page.goto("/supplier/events/new");
    await connect(page);
    await fillIn(page, { what: "Received", gtin: GTIN, lot: "E2E-4", gln: GLN });
    await review(page);
    await sign(page);
    await page.getByText("Signed, but the service cannot be reached").waitFor();
    await page.unroute("**/epcis/events");
    await page.reload();
    await reaches(page, "stored");
    expect(wallet.asked()).to.have.length(1);
    await leave();
  });

  it("may declare its statement to be in error: that is signed too, and the first one stays", async () => {
    const { page, wallet, leave } = await supplier(all, keyOf(all, "Indian River Packing"));
    await page.goto("/supplier/events/new");
    await connect(page);
    await fillIn(page, { what: "Shipped", gtin: GTIN, lot: "E2E-7", gln: GLN });
    await review(page);
    await sign(page);
    await reaches(page, "stored");
    const first = page.url();
    await page.getByRole("button", { name: "This was wrong" }).click();
    await sign(page, "Sign the declaration");
    await page.waitForURL((url) => url.href !== first);
    await reaches(page, "stored");
    expect(wallet.asked()[1]?.message)
      .to.have.nested.property("content.statement")
      .that.matches(/^Declared in error/);
    await page.goto(first);
    await page.getByText("You have declared this to be in error").waitFor();
    await leave();
  });

  it("registers an organisation for an account that nobody knows, and reports with it", async () => {
    const { page, leave } = await supplier(all, generatePrivateKey());
    await page.goto("/supplier");
    await connect(page);
    await page.getByRole("link", { name: "Register an organisation" }).click();
    await page.getByLabel("Name of the organisation").fill("Harbour Fish");
    await page.getByRole("checkbox", { name: "Producer" }).click();
    await page.getByRole("button", { name: "Review before signing" }).click();
    await sign(page, "Sign the registration");
    await page.getByRole("link", { name: "Report what happened" }).click({ timeout: 30_000 });
    await fillIn(page, { what: "Harvested or made", gtin: GTIN, lot: "E2E-5", gln: GLN });
    await review(page);
    await sign(page);
    await reaches(page, "stored");
    await leave();
  });

  it("tries it out with the demonstration wallet, which asks before it signs", async () => {
    const { page, problems, leave } = await visitor(all);
    await page.goto("/supplier/events/new");
    await connect(page, "Demonstration wallet");
    await page.getByRole("button", { name: "Glades Row Farms" }).click();
    await fillIn(page, { what: "Harvested or made", gtin: GTIN, lot: "E2E-6", gln: GLN });
    await review(page);
    await sign(page);
    await page.getByText("Its keys are public").waitFor();
    await page.getByRole("button", { name: "Sign", exact: true }).click();
    await reaches(page, "stored");
    expect(problems).to.deep.equal([]);
    await leave();
  });
});
