import { expect } from "chai";
import type { Page } from "playwright-core";
import { addDevice, addStaff, startWarehouseWorld, type WarehouseWorld } from "../../../backend/test/support/warehouse/world.ts";
import { getStage, type Stage } from "../support/browser.ts";
import { builtPages } from "../support/pages.ts";
import { objectionsTo } from "../support/supplier.ts";

describe("the screens of who leads a warehouse", function () {
  this.timeout(120_000);
  let stage: Stage;
  let world: WarehouseWorld;
  let password: string;
  before(async () => {
    stage = await getStage();
    world = await startWarehouseWorld({ FRONTEND_DIR: await builtPages(), STAFF_DEVICES: "required" });
    password = await addStaff(world.databaseUrl, "Ann", "--lead");
  });
  after(() => world.stop());

  /** A telephone that is known to nobody. Complaints are all but those of refusals, which the pages say themselves. */
  async function open(): Promise<{ page: Page; complaints: string[] }> {
    const context = await stage.browser.newContext({ viewport: { width: 390, height: 844 }, reducedMotion: "reduce" });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()) && !/Failed to load resource/.test(message.text())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(world.warehouse.url);
    return { page, complaints };
  }
  async function signIn(page: Page, name: string, secret: string): Promise<void> {
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("Password").fill(secret);
    await page.keyboard.press("Enter");
  }
  async function openKnown(name = "Ann", secret = password): Promise<{ page: Page; complaints: string[] }> {
    const opened = await open();
    const { page } = opened;
    await page.getByRole("button", { name: "I have a code for this device" }).click();
    await page.getByLabel("Code for this device").fill(await addDevice(world.databaseUrl, `Of ${name} ${Date.now()}`));
    await page.keyboard.press("Enter");
    await page.getByText("This device is known now, as Of").waitFor();
    await signIn(page, name, secret);
    await page.getByText(`Alpha · ${name}`).waitFor();
    return opened;
  }
  const close = (page: Page) => page.context().close();

  it("let somebody in at a device that is not known once its code is written there, by the keyboard, and keep what it is known by from scripts", async () => {
    const { page, complaints } = await open();
    await signIn(page, "Ann", password);
    await page.getByRole("heading", { name: "This device is not known here" }).waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByLabel("Code for this device").and(page.locator(":focus")).waitFor();
    await page.keyboard.type("aaaa bbbb cccc dddd");
    await page.keyboard.press("Enter");
    await page.getByText("This code is not good, or not any more.").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByLabel("Code for this device").fill((await addDevice(world.databaseUrl, "Gate")).toLowerCase());
    await page.keyboard.press("Enter");
    await page.getByText("Alpha · Ann").waitFor();
    const [kept] = (await page.context().cookies()).filter(({ name }) => name === "__Host-waybill-device-alpha");
    expect(kept).to.include({ httpOnly: true, secure: true, sameSite: "Strict", path: "/" });
    expect(await page.evaluate(() => document.cookie + JSON.stringify({ ...sessionStorage, ...localStorage }))).to.not.include(kept?.value);
    // The browser is never told to ask for a password in a window of its own.
    await page.getByRole("button", { name: "Sign out" }).click();
    const refused = page.waitForResponse((response) => response.status() === 401);
    await signIn(page, "Ann", "a wrong one");
    expect((await refused).headers()["www-authenticate"]).to.equal('Bearer realm="warehouse"');
    await page.getByText("Nobody here has this name and this password.").waitFor();
    expect(complaints).to.deep.equal([]);
    await close(page);
  });

  it("add people with a password that is made up and shown once, and end their accounts after asking", async () => {
    const { page, complaints } = await openKnown();
    await page.getByRole("link", { name: "People" }).click();
    await page.getByRole("heading", { name: "Add somebody" }).waitFor();
    await page.getByLabel("Name").fill("Tom");
    await page.getByLabel("Password").fill("short");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByText("This password is too easy to guess.").waitFor();
    await page.getByRole("button", { name: "Make one up" }).click();
    const madeUp = await page.getByLabel("Password").inputValue();
    expect(madeUp).to.match(/^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/);
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("button", { name: "Add", exact: true }).press("Enter");
    await page.getByText("Tom may sign in now").waitFor();
    await page.getByText(madeUp, { exact: true }).waitFor();
    expect(await page.getByLabel("Password").inputValue()).to.equal("");
    expect(await objectionsTo(page)).to.deep.equal([]);

    const tom = await openKnown("Tom", madeUp);
    expect(await tom.page.getByRole("link", { name: /People|Devices/ }).count(), "is for leads").to.equal(0);
    await page.getByRole("button", { name: "End the account of Tom" }).press("Enter");
    const dialog = page.getByRole("dialog", { name: "End the account of Tom?" });
    await dialog.getByRole("button", { name: "Keep it" }).click();
    await dialog.waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "End the account of Tom" }).click();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await dialog.getByRole("button", { name: "End the account" }).click();
    await page.getByText("Tom is let in no more.").waitFor();
    await page.getByText("1 who works here no more").click();
    await page.getByRole("listitem").filter({ hasText: "Tom, until now" }).waitFor();
    await tom.page.getByRole("link", { name: "Log" }).click();
    await tom.page.getByRole("heading", { name: "Sign in to the warehouse" }).waitFor();
    for (const lead of ["Lea", "Ann"]) {
      await page.getByRole("button", { name: `End the account of ${lead}` }).click();
      await page
        .getByRole("dialog", { name: `End the account of ${lead}?` })
        .getByRole("button", { name: "End the account" })
        .click();
    }
    await page.getByText("This is the last lead.").waitFor();
    expect([...complaints, ...tom.complaints]).to.deep.equal([]);
    await Promise.all([close(page), close(tom.page)]);
  });

  it("make a code for another device, see it come, and end it; it is let in no more at its next step", async () => {
    const { page, complaints } = await openKnown();
    await page.getByRole("link", { name: "Devices" }).click();
    await page.getByText("This device", { exact: true }).waitFor();
    await page.getByLabel("Name of the device").fill("Terminal 2");
    await page.keyboard.press("Enter");
    await page.getByText("The code for Terminal 2").waitFor();
    const row = page.getByRole("listitem").filter({ hasText: "Terminal 2" });
    await row.getByText("Waits for its code to be written there").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    const code = () => page.getByText(/^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$/).innerText();
    const first = await code();
    await row.getByRole("button", { name: "Another code for Terminal 2" }).click();
    await page.getByText(first).waitFor({ state: "hidden" });
    await page.getByText("The code for Terminal 2").waitFor();

    const other = await open();
    await other.page.getByRole("button", { name: "I have a code for this device" }).click();
    await other.page.getByLabel("Code for this device").fill(await code());
    await other.page.keyboard.press("Enter");
    await other.page.getByText("This device is known now, as Terminal 2.").waitFor();
    expect(await objectionsTo(other.page)).to.deep.equal([]);
    await signIn(other.page, "Ann", password);
    await other.page.getByText("Alpha · Ann").waitFor();
    await page.reload();
    await signIn(page, "Ann", password);
    await row.getByText(/last used/).waitFor();

    await row.getByRole("button", { name: "End Terminal 2" }).click();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("dialog", { name: "End Terminal 2?" }).getByRole("button", { name: "End", exact: true }).click();
    await page.getByText("Terminal 2 is let in no more.").waitFor();
    await other.page.getByRole("link", { name: "Log" }).click();
    await other.page.getByRole("heading", { name: "This device is not known here" }).waitFor();
    await page.getByRole("link", { name: "Log" }).click();
    await page.getByRole("listitem").filter({ hasText: "Device ended by Ann" }).filter({ hasText: "Terminal 2" }).waitFor();
    expect([...complaints, ...other.complaints]).to.deep.equal([]);
    await Promise.all([close(page), close(other.page)]);
  });
});
