import { createRpcReader } from "@waybill/protocol/verify/rpc-reader";
import { verifyJourney } from "@waybill/protocol/verify/verify-journey";
import { expect } from "chai";
import { basic, clientOf, handsOf } from "../../backend/test/support/warehouse/world.ts";
import { waitFor } from "../../backend/test/support/wait-for.ts";
import { httpRequest } from "../../scripts/cli/verify/http-request.ts";
import { readWarehouses } from "../../scripts/demo/warehouses.ts";
import { objectionsTo } from "./support/objections.ts";
import { getJson, organisationsOf, startInstallation, type Installation } from "./support/system.ts";
import { keyOf, supplier } from "./support/visitor.ts";

describe("an order that a warehouse ships", function () {
  this.timeout(180_000);
  let all: Installation;
  before(async function () {
    this.timeout(240_000);
    all = await startInstallation({ WAREHOUSES: "on" });
  });
  after(() => all?.stop());

  it("is bought, routed, picked, packed, let go and shipped, and its parcel leads by clicks to custody that anybody verifies on chain", async () => {
    const organisations = await organisationsOf(all);
    const { page, problems } = await supplier(all, keyOf({ ...all, organisations }, "Glades Row Farms"));
    const button = (name: string) => page.getByRole("button", { name, exact: true });
    await page.goto("/shop?q=salad");
    await button("Add to cart: Garden salad, case of 6").click();
    await page.getByRole("banner").getByRole("link", { name: "Cart, 1 piece" }).click();
    await page.getByRole("link", { name: "To the checkout" }).click();
    await button("Connect a wallet").click();
    await page.getByRole("dialog").getByRole("button", { name: "Test Wallet" }).click();
    await button("Sign in").click();
    await page.getByLabel("Name", { exact: true }).fill("Ann Example");
    await page.getByLabel("Street and number").fill("1 Orchard Lane");
    await page.getByLabel("Postcode").fill("10115");
    await page.getByLabel("Town").fill("Berlin");
    await page.getByRole("combobox", { name: "Country" }).click();
    await page.getByRole("option", { name: "Germany" }).click();
    await button("Place the order").click();
    await page.waitForURL(/\/account\/orders\/[^/]+$/);

    await shipAtAlpha();
    // Without a reload: the page follows the order.
    await page.getByTestId("order-state").and(page.locator('[data-state="closed"]')).waitFor();
    const shipment = page.getByTestId("shipment");
    const proof = shipment.getByRole("link", { name: "Proof" });
    // The proof comes when the chain has the unit, and the page follows it as well.
    await proof.waitFor({ timeout: 60_000 });
    expect(await objectionsTo(page), "shipped").to.deep.equal([]);
    const unit = /\/units\/(0x[0-9a-f]{64})$/.exec((await proof.getAttribute("href")) ?? "")?.[1] ?? expect.fail("it leads to a unit");
    await proof.click();
    await page.waitForURL(`**/units/${unit}`);
    await page.getByText("Warehouse Alpha").first().waitFor();
    // The page hears of the unit as soon as there is one: what was said about it since may still wait for its anchor.
    await waitFor("custody that is whole on chain", async () => {
      const verdict = await custodyOnChain(unit);
      expect(verdict).to.be.oneOf(["passed", "unknown"]);
      return verdict === "passed" ? true : undefined;
    });
    expect(problems).to.deep.equal([]);
  });

  /** What the floor does, by its API, as the lead of the demonstration. */
  async function shipAtAlpha(): Promise<void> {
    const { staff } = await readWarehouses();
    const lead = staff.find(({ isLead }) => isLead) ?? expect.fail("there is a lead");
    const alpha = all.warehouses.find(({ id }) => id === "alpha") ?? expect.fail("alpha runs");
    const floor = clientOf(() => alpha.url, basic(lead.name, lead.password));
    const hands = handsOf(floor, floor);
    const id = await waitFor("the instruction", async () => {
      const { body } = await floor.get<{ items: { id: string }[] }>("/api/floor/shipments");
      return body.items[0]?.id;
    });
    await hands.pickAll(id);
    await hands.pack(id);
    await hands.until(id, "loadable");
    await hands.ship(id);
  }

  /** By the file that anybody may save of the parcel, and a node. */
  async function custodyOnChain(unit: string): Promise<string | undefined> {
    const { subject } = (await getJson(`${all.url}/api/custody/units/${unit}`)) as { subject: string };
    await fetch(`${all.url}/api/anchors`, { method: "POST", body: "{}", headers: { "content-type": "application/json" } });
    const bundle = await waitFor("its anchored history", async () => {
      const response = await fetch(`${all.url}/api/journeys/bundle?subject=${encodeURIComponent(subject)}`);
      const body = (await response.json()) as { histories?: { entries: { commitment: string }[] }[] };
      return body.histories?.some(({ entries }) => entries.some(({ commitment }) => commitment === unit)) ? body : undefined;
    });
    const { chain, contracts } = all.config;
    const trusted = { chainId: chain.id, supplyChain: contracts.supplyChain } as never;
    const { steps } = await verifyJourney(JSON.stringify(bundle), createRpcReader(httpRequest(all.rpcUrl)), { trusted });
    return steps.find(({ id }) => id === "custody")?.status;
  }
});
