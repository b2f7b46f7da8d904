import { expect } from "chai";
import { recallView } from "@waybill/protocol/schemas/api/recalls";
import { statementView } from "@waybill/protocol/schemas/api/traceability";
import { becomeFinal, eventAbout, signEvent } from "./support/sign-event.ts";
import { connect, sign } from "./support/supplier-pages.ts";
import { getJson, system, type System } from "./support/system.ts";
import { keyOf, supplier, type Supplier } from "./support/visitor.ts";

const MAKER = "Indian River Packing";
const HOLDER = "Lakeshore Salad Kitchen";
const LOT = "https://id.gs1.org/01/10860009999920/10/E2E-R1";

describe("goods that are called back", function () {
  this.timeout(90_000);
  let all: System;
  let maker: Supplier;
  let holder: Supplier;

  before(async function () {
    this.timeout(240_000);
    all = await system();
    await signEvent(all, keyOf(all, MAKER), eventAbout(LOT, { bizStep: "commissioning", eventTime: "2026-04-18T08:00:00Z" }));
    await signEvent(all, keyOf(all, HOLDER), eventAbout(LOT, { bizStep: "receiving", eventTime: "2026-04-19T08:00:00Z" }));
    maker = await supplier(all, keyOf(all, MAKER));
    holder = await supplier(all, keyOf(all, HOLDER));
    await holder.page.goto("/supplier/recalls");
    await connect(holder.page);
  });
  after(() => Promise.all([maker?.leave(), holder?.leave()]));

  it("are simulated, signed, answered by their holder, shown to whoever scans them, and anchored", async () => {
    const { page } = maker;
    await page.goto(`/supplier/recalls/new?subject=${encodeURIComponent(LOT)}`);
    await connect(page);
    await page.getByText("One lot, serial or unit, at one organisation.").waitFor();
    await page.getByLabel("Reason").fill("Listeria was found");
    await page.getByLabel("What to do with the goods").fill("Do not eat it.");
    await page.getByRole("button", { name: "Look at the notice" }).click();
    await page.getByText("Everybody who scans them reads: “Do not eat it.”").waitFor();
    await sign(page, "Sign the recall");
    await page.waitForURL(/\/supplier\/recalls\/0x/);
    // A job asks the holders; on a slow machine it waits its turn.
    await page.getByText("Has not answered yet").waitFor({ timeout: 60_000 });

    await holder.page.getByRole("link", { name: "Listeria was found" }).click();
    await holder.page.getByRole("button", { name: "Answer", exact: true }).click();
    await holder.page.getByLabel("What was done").click();
    await holder.page.getByRole("option", { name: "Destroyed" }).click();
    await holder.page.getByRole("group", { name: "For which goods" }).getByRole("checkbox").check();
    await holder.page.getByRole("button", { name: "Review before signing" }).click();
    await sign(holder.page, "Sign the answer");
    await page.getByText("Answered for everything").waitFor();

    const notice = /0x[0-9a-f]{64}/.exec(page.url())?.[0] ?? "";
    const recall = recallView.parse(await getJson(`${all.url}/api/recalls/${notice}`));
    const answer = recall.tasks[0]?.answers[0]?.commitment ?? "";
    await becomeFinal(all, [notice, answer] as never);
    expect(statementView.parse(await getJson(`${all.url}/api/statements/${notice}`)).authorship).to.equal("signed");

    await page.goto(new URL(LOT).pathname);
    await page.getByText("Recalled: do not use").waitFor();
    await page.getByText("Listeria was found").first().waitFor();

    await page.goto(`/supplier/recalls/${notice}`);
    await page.getByRole("button", { name: "End this recall" }).click();
    await page.getByLabel("Why it is over").fill("All of it is destroyed.");
    await page.getByRole("button", { name: "Review before signing" }).click();
    await sign(page, "Sign the end");
    await page.getByText("Ended", { exact: true }).first().waitFor();
    expect([...maker.problems, ...holder.problems]).to.deep.equal([]);
  });
});
