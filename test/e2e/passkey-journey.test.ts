import { expect } from "chai";
import pg from "pg";
import { addAuthenticator } from "./support/authenticator.ts";
import { objectionsTo } from "./support/objections.ts";
import { connect } from "./support/supplier-pages.ts";
import { system, type System } from "./support/system.ts";
import { keyOf, supplier, visitor } from "./support/visitor.ts";

describe("a person with a passkey", function () {
  this.timeout(90_000);
  let all: System;
  let database: pg.Client;
  before(async function () {
    this.timeout(240_000);
    all = await system();
    database = new pg.Client({ connectionString: all.databaseUrl });
    await database.connect();
  });
  after(() => database.end());

  it("adds it, signs out, signs in with it alone, proves it anew, and removes it", async () => {
    const { page, problems, leave } = await supplier(all, keyOf(all, "Indian River Packing"));
    const authenticator = await addAuthenticator(page);
    const button = (name: string) => page.getByRole("button", { name, exact: true });
    await page.goto("/account");
    await connect(page);
    await button("Sign in").click();
    await page.getByText("You have no passkeys.").waitFor();

    await authenticator.setVerified(false);
    await button("Add a passkey").click();
    await page.getByText("No passkey was used").waitFor();
    expect(await objectionsTo(page), "cancelled").to.deep.equal([]);
    await authenticator.setVerified(true);
    await button("Try again").click();
    await button("Add a passkey").click();
    const row = page.getByRole("row", { name: /On one device alone/ });
    await row.getByText("never").waitFor();
    expect(await authenticator.count()).to.equal(1);
    await button("Add a passkey").click();
    await page.getByText("This device has a passkey of yours already").waitFor();
    await button("Try again").click();
    await row.getByRole("button", { name: /^Rename/ }).click();
    await page.getByLabel("Name", { exact: true }).fill("Packing house");
    expect(await objectionsTo(page), "renaming").to.deep.equal([]);
    await button("Save").click();
    await page.getByRole("row", { name: /Packing house/ }).waitFor();

    await button("Sign out").click();
    await button("Sign in with a passkey").waitFor();
    expect(await objectionsTo(page), "signed out").to.deep.equal([]);
    await button("Sign in with a passkey").click();
    await page.getByRole("row", { name: /by passkey.*This one/ }).waitFor();
    expect(await page.getByRole("main").getByText("Indian River Packing").count()).to.be.greaterThan(0);
    expect(await objectionsTo(page), "signed in").to.deep.equal([]);

    await database.query("UPDATE sessions SET auth_time = auth_time - interval '6 minutes'");
    await button("Remove the passkey: Packing house").click();
    const panel = page.getByRole("group", { name: "Prove that it is you" });
    await panel.waitFor();
    expect(await objectionsTo(page), "asked to prove it").to.deep.equal([]);
    await panel.getByRole("button", { name: "Prove it with a passkey" }).click();
    await page.getByText("You have no passkeys.").waitFor();
    expect(problems).to.deep.equal([]);
    await leave();
  });

  it("is offered it beside the e-mail address, and told when nobody knows it here any more, or the browser can have none", async () => {
    const { page, leave } = await supplier(all, keyOf(all, "Glades Row Farms"));
    await addAuthenticator(page);
    const button = (name: string) => page.getByRole("button", { name, exact: true });
    await page.goto("/account");
    await connect(page);
    await button("Sign in").click();
    await button("Add a passkey").click();
    await page.getByRole("row", { name: /On one device alone/ }).waitFor();
    await button("Sign out").click();
    // The authenticator takes what is offered at once, as somebody would who chooses it from the list.
    await button("By e-mail instead").click();
    await page.getByRole("row", { name: /by passkey.*This one/ }).waitFor();
    await button("Sign out").click();
    await database.query("DELETE FROM passkeys");
    await button("Sign in with a passkey").click();
    await page.getByText(/Nobody signs in here with this passkey/).waitFor();
    expect(await objectionsTo(page), "unknown").to.deep.equal([]);
    await leave();

    const elsewhere = await visitor({ ...all, url: all.url.replace("localhost", "127.0.0.1") });
    await elsewhere.page.goto("/account");
    await elsewhere.page.getByText(/Passkeys do not work/).waitFor();
    expect(await objectionsTo(elsewhere.page), "no passkeys").to.deep.equal([]);
    await elsewhere.leave();
  });
});
