import { expect } from "chai";
import pg from "pg";
import { waitFor } from "../../scripts/services/wait-for.ts";
import { objectionsTo } from "./support/objections.ts";
import { connect } from "./support/supplier-pages.ts";
import { system, type System } from "./support/system.ts";
import { keyOf, supplier } from "./support/visitor.ts";

const SALAD = "10860009998039";
const LOT = "SALAD-20260420-A";

describe("a customer of the shop", function () {
  this.timeout(120_000);
  let all: System;
  let database: pg.Client;
  before(async function () {
    this.timeout(240_000);
    all = await system();
    database = new pg.Client({ connectionString: all.databaseUrl });
    await database.connect();
  });
  after(() => database.end());

  it("finds the salad, signs in at the checkout, answers its bank, follows the order to its proof, and pays for what an admin has sent", async () => {
    const { page, problems, leave } = await supplier(all, keyOf(all, "Glades Row Farms"), { viewport: { width: 390, height: 844 } });
    const button = (name: string) => page.getByRole("button", { name, exact: true });
    await page.goto("/shop?q=salad");
    await button("Add to cart: Garden salad, case of 6").click();
    await page.getByRole("link", { name: "Garden salad, case of 6" }).click();
    const origin = page.getByRole("region", { name: "Where it comes from" });
    expect(await origin.getByRole("link", { name: LOT }).getAttribute("href")).to.equal(`/01/${SALAD}/10/${LOT}`);
    await button("Add to cart: Garden salad, case of 6").click();
    await page.getByRole("banner").getByRole("link", { name: "Cart, 2 pieces" }).click();
    await page.getByRole("link", { name: "To the checkout" }).click();

    await page.getByText("What is in your cart comes along").waitFor();
    expect(await objectionsTo(page), "signing in").to.deep.equal([]);
    await button("Connect a wallet").click();
    await page.getByRole("dialog").getByRole("button", { name: "Test Wallet" }).click();
    await button("Sign in").click();
    await page.getByLabel("Name", { exact: true }).fill("Ann Example");
    await page.getByLabel("Street and number").fill("1 Orchard Lane");
    await page.getByLabel("Postcode").fill("10115");
    await page.getByLabel("Town").fill("Berlin");
    await page.getByRole("combobox", { name: "Country" }).click();
    await page.getByRole("option", { name: "Germany" }).click();
    await page.getByRole("radio", { name: /whose bank asks for a code/ }).check();
    await page.getByTestId("total").getByText("€47.90").waitFor();
    expect(await objectionsTo(page), "checkout").to.deep.equal([]);
    await button("Place the order").click();

    await page.waitForURL(/\/account\/orders\/[^/]+$/);
    const id = new URL(page.url()).pathname.split("/").pop() ?? "";
    await page.getByLabel("Code").fill("123456");
    await button("Send the code").click();
    // Without a reload: the page follows the order.
    await page.getByText("Your bank holds the money. It is taken when goods leave.").waitFor();
    expect(await objectionsTo(page), "accepted").to.deep.equal([]);
    expect((await database.query("SELECT count(*)::int AS n FROM orders WHERE id = $1", [id])).rows).to.deep.equal([{ n: 1 }]);
    // What the bank made of the code the provider has posted as well, and it was taken.
    const isTold = async () => (await database.query("SELECT FROM payment_webhooks WHERE id = $1", [`${id}:decided`])).rows.length === 1;
    await waitFor(isTold, { what: "the message of the payment provider" });
    await page.getByRole("banner").getByRole("link", { name: "Cart, 0 pieces" }).waitFor();

    await sendAll(id);
    await page.getByTestId("order-state").and(page.locator('[data-state="closed"]')).waitFor();
    const shipment = page.getByTestId("shipment");
    expect(await shipment.innerText())
      .to.include("2 × Garden salad, case of 6")
      .and.include("Paid");
    expect(await page.getByRole("region", { name: "Payment" }).innerText()).to.include("Taken: €47.90");
    await shipment.getByRole("link", { name: "Where it comes from" }).click();
    await page.getByRole("link", { name: LOT }).click();
    await page.locator("[data-verdict]").waitFor();
    expect(problems).to.deep.equal([]);
    await leave();
  });

  /** An admin of the installation opens the order in the console, and notes that all of it has left. */
  async function sendAll(id: string): Promise<void> {
    const { page, problems, leave } = await supplier(all, keyOf(all, "Okee Cooling"));
    await page.goto("/account");
    await connect(page);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("heading", { name: "Where you are signed in" }).waitFor();
    await database.query(
      `INSERT INTO installation_roles (person_id, role, given_at)
       SELECT person_id, 'admin', now() FROM sessions ORDER BY created_at DESC LIMIT 1 ON CONFLICT DO NOTHING`,
    );
    // Planned, and nobody is to be told: this installation has no warehouse with a program.
    const isInstructed = async () =>
      (await database.query("SELECT FROM orders WHERE id = $1 AND state = 'instructed'", [id])).rowCount === 1 || undefined;
    await waitFor(isInstructed, { what: "the plan of the order", deadlineMilliseconds: 30_000 });
    await page.goto("/admin/orders?state=instructed");
    await page
      .getByRole("row", { name: new RegExp(id) })
      .getByRole("link")
      .first()
      .click();
    await page.getByRole("button", { name: "Note what has left" }).click();
    expect(await objectionsTo(page), "order of the console").to.deep.equal([]);
    await page.getByRole("button", { name: "It has left" }).click();
    await page.getByTestId("order-state").and(page.locator('[data-state="closed"]')).waitFor();
    expect(problems).to.deep.equal([]);
    await leave();
  }
});
