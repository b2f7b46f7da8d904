import { contentsRoot } from "@waybill/protocol/hashing/contents";
import { handoverView } from "@waybill/protocol/schemas/api/custody";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { expect } from "chai";
import { recallsAnswer } from "../fixtures/recalls.ts";
import { actorAnswers } from "../fixtures/views.ts";
import { getStage, json, noServer, type Answer, type Stage } from "../support/browser.ts";
import { ACCOUNT, connect, objectionsTo, openSupplier } from "../support/supplier.ts";

const UNIT = "https://id.gs1.org/00/395060001343500003";
const LOT = "https://id.gs1.org/01/10860009999920/10/RECALLED-1";
const SALT = `0x${"12".repeat(32)}` as Hex32;
const PATH = "/supplier/handovers/handover-1";

describe("a handover of recalled goods", function () {
  this.timeout(60_000);
  let stage: Stage;
  before(async function () {
    this.timeout(180_000);
    stage = await getStage();
  });

  /** The receiver's page of an offered unit with one lot in it. */
  async function receive(recalls: Answer) {
    const items = [{ subject: LOT, quantity: null, uom: null }] as never;
    const [giver] = actorAnswers(stage.lettuce);
    const handover = handoverView.parse({
      ...{ id: "handover-1", unit: SALT, subject: UNIT, from: giver?.party, to: { ...giver?.party, account: ACCOUNT, name: null } },
      ...{ seq: 1, docHash: contentsRoot(items, SALT), contents: { salt: SALT, items }, deadline: 4_000_000_000, state: "offered" },
      ...{ reason: null, offeredAt: "2026-04-20T08:00:00.000Z", transactionHash: null },
    });
    const visit = await openSupplier(stage, { "/api/custody/handovers/handover-1": json(handover), "/api/recalls": recalls });
    await connect(visit.page, PATH);
    return visit;
  }

  it("warns the receiver before the signature, by the lot inside and why it is recalled", async () => {
    const { page } = await receive((route) => {
      const query = new URL(route.request().url()).searchParams;
      const isIt = query.get("about") === LOT && query.get("state") === "open";
      return json({ items: isIt ? recallsAnswer(stage.lettuce) : [], next: null })(route);
    });
    await page.getByText("Recalled goods are in this unit").waitFor();
    await page.getByRole("link", { name: "Listeria was found" }).waitFor();
    await page.getByRole("heading", { name: "Take it over?" }).waitFor();
    expect(await page.getByRole("link", { name: "Listeria was found" }).count()).to.equal(1);
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.close();
  });

  it("says so when nobody could tell whether the goods are recalled", async () => {
    const { page } = await receive(noServer);
    await page.getByText("It could not be found out whether goods in this unit are recalled").waitFor({ timeout: 30_000 });
    await page.close();
  });
});
