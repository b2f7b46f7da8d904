import { expect } from "chai";
import { addAuthenticator } from "./support/authenticator.ts";
import { objectionsTo } from "./support/objections.ts";
import { system, type System } from "./support/system.ts";
import { visitor } from "./support/visitor.ts";

const PHONE = { viewport: { width: 390, height: 844 } };

describe("a stranger in the shop, without wallet, invitation and e-mail address", function () {
  this.timeout(120_000);
  let all: System;
  before(async function () {
    this.timeout(240_000);
    all = await system();
  });

  it("makes an account with a passkey at the checkout, keeps the cart, orders, and comes back by the same passkey", async () => {
    const { page, problems, leave } = await visitor(all, PHONE);
    const authenticator = await addAuthenticator(page);
    const button = (name: string) => page.getByRole("button", { name, exact: true });
    await page.goto("/shop?q=salad");
    await button("Add to cart: Garden salad, case of 6").click();
    await page.getByRole("banner").getByRole("link", { name: "Cart, 1 piece" }).click();
    await page.getByRole("link", { name: "To the checkout" }).click();

    await page.getByRole("heading", { name: "New here?" }).waitFor();
    expect(await objectionsTo(page), "the way in").to.deep.equal([]);
    await authenticator.setVerified(false);
    await button("Make an account with a passkey").click();
    await page.getByText("No passkey was used").waitFor();
    expect(await objectionsTo(page), "cancelled").to.deep.equal([]);
    await authenticator.setVerified(true);
    await button("Try again").click();
    await page.getByLabel("Name for it (optional)").fill("Ann's groceries");
    await button("Make an account with a passkey").click();

    await page.getByLabel("Street and number").fill("1 Orchard Lane");
    expect(await authenticator.count()).to.equal(1);
    await page.getByRole("banner").getByRole("link", { name: "Cart, 1 piece" }).waitFor();
    await page.getByLabel("Name", { exact: true }).fill("Ann Example");
    await page.getByLabel("Postcode").fill("10115");
    await page.getByLabel("Town").fill("Berlin");
    await page.getByRole("combobox", { name: "Country" }).click();
    await page.getByRole("option", { name: "Germany" }).click();
    await button("Place the order").click();
    await page.waitForURL(/\/account\/orders\/[^/]+$/);
    const order = page.url();
    await page.getByText("Your bank holds the money. It is taken when goods leave.").waitFor();

    await page.goto("/account");
    await page.getByText("This passkey is your only way in").waitFor();
    await page.getByRole("row", { name: /On one device alone/ }).waitFor();
    expect(await objectionsTo(page), "the account").to.deep.equal([]);
    await button("Sign out").click();
    await button("Make an account with a passkey").waitFor();
    await page.goto(order);
    await button("Sign in with a passkey").click();
    await page.getByText("Your bank holds the money. It is taken when goods leave.").waitFor();
    expect(problems).to.deep.equal([]);
    await leave();
  });

  it("is offered an account where anybody can use one, and where the installation gives them to anybody, and not elsewhere", async () => {
    const { page, leave } = await visitor(all);
    await addAuthenticator(page);
    const offer = page.getByRole("button", { name: "Make an account with a passkey" });
    await page.goto("/account");
    await offer.waitFor();
    await page.goto("/admin");
    await page.getByRole("button", { name: "Sign in with a passkey" }).waitFor();
    expect(await offer.count(), "the console").to.equal(0);
    await page.route("**/api/config", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...((await response.json()) as object), signUp: "off" } });
    });
    await page.goto("/account");
    await page.getByRole("button", { name: "Sign in with a passkey" }).waitFor();
    expect(await offer.count(), "SIGN_UP=off").to.equal(0);
    await leave();
  });
});
