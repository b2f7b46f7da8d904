import { readFile } from "node:fs/promises";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { getStage, type Stage } from "../support/browser.ts";
import { ago, ConsoleServer, listOf, openConsole } from "../support/console.ts";
import { objectionsTo } from "../support/supplier.ts";

const DAY = 86_400_000;
const FARM = { account: `0x${"11".repeat(20)}`, name: "Glades Row Farms", gln: null, country: "US" };
const MILL = { account: `0x${"22".repeat(20)}`, name: "Mill Lane Flour", gln: null, country: "GB" };

const keyOf = (id: string, name: string, organisation: object, revokedAt: string | null = null) => ({
  ...{ id, name, organisation, scopes: ["capture"], state: revokedAt === null ? "good" : "revoked", revokedAt },
  ...{ createdAt: ago(DAY), expiresAt: ago(-90 * DAY), lastUsedAt: ago(60_000) },
});

/** A server that knows everybody's keys and sessions. */
class Keys extends ConsoleServer {
  keys = [
    keyOf("aaaaaaaaaaaa", "Scanner at dock 3", FARM),
    keyOf("bbbbbbbbbbbb", "Old scanner", FARM, ago(DAY)),
    keyOf("cccccccccccc", "Mill’s scales", MILL),
  ];
  asked: string[] = [];

  get lists() {
    return {
      "/api/installation/keys": listOf(
        () => this.keys,
        ({ state }, query) => {
          this.asked.push(query.toString());
          return query.get("state") === null || query.get("state") === state;
        },
      ),
      "/api/installation/keys/\\w+": this.changing((request) => {
        const id = request.url().slice(-12);
        this.keys = this.keys.map((key) => (key.id === id ? keyOf(id, key.name, key.organisation, ago(0)) : key));
      }),
      "/api/installation/sessions": listOf(
        () => [
          {
            ...{ id: "here", person: "p", email: "ann@run.example", organisation: null, beganBy: "password", methods: ["pwd"] },
            ...{ isCurrent: true, createdAt: ago(DAY), usedAt: ago(0), expiresAt: ago(-DAY) },
          },
        ],
        () => true,
      ),
    };
  }
}

const row = (page: Page, name: string) => page.getByRole("row", { name: new RegExp(name) });

describe("the console", function () {
  this.timeout(90_000);
  let stage: Stage;
  before(async function () {
    this.timeout(180_000);
    stage = await getStage();
  });

  it("asks for a sign-in, and shows nothing to who has no role in the installation", async () => {
    const server = new Keys();
    server.role = null;
    const { page, requests } = await openConsole(stage, server, server.lists);
    await page.goto("/admin/keys");
    await page.getByText("This is for others").waitFor();
    expect(await page.getByRole("navigation").count()).to.equal(0);
    expect(requests.filter((url) => url.includes("/api/installation/"))).to.deep.equal([]);
    expect(await objectionsTo(page)).to.deep.equal([]);
    server.isSignedIn = false;
    await page.reload();
    await page.getByText("Sign in to run this installation.").waitFor();
    expect(await objectionsTo(page), "signed out").to.deep.equal([]);
    await page.close();
  });

  it("finds every page from its overview, its navigation and its palette, by keyboard alone", async () => {
    const server = new Keys();
    const { page, complaints } = await openConsole(stage, server, server.lists, { width: 1280 });
    await page.goto("/admin");
    await page.getByRole("heading", { name: "Who may do what" }).waitFor();
    await page.getByText("You are the only admin").waitFor();
    expect(await objectionsTo(page), "overview").to.deep.equal([]);
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Go to a page, or do something" }).waitFor();
    expect(await objectionsTo(page), "palette").to.deep.equal([]);
    await page.keyboard.type("sess");
    await page.getByRole("option", { name: "Sessions", exact: true }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL("**/admin/sessions");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("dock 3");
    await page.getByRole("option", { name: "API keys: dock 3" }).click();
    await page.waitForURL("**/admin/keys?name=dock+3");
    await row(page, "Scanner at dock 3").waitFor();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("sess");
    await page.getByRole("option", { name: "Sessions", exact: true }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL("**/admin/sessions");
    await row(page, "ann@run.example").getByText("This one").waitFor();
    expect(await page.getByRole("navigation").getByRole("link", { name: "Sessions" }).getAttribute("aria-current")).to.equal("page");
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("loses nothing of what is typed into its palette before the next frame is drawn, and begins anew each time", async () => {
    const server = new Keys();
    const { page } = await openConsole(stage, server, server.lists, { width: 1280 });
    await page.goto("/admin");
    await page.getByText("You are the only admin").waitFor();
    const before = page.getByRole("navigation").getByRole("link", { name: "API keys" });
    await before.focus();
    // A machine that is so busy that no frame is drawn between two keys.
    await page.evaluate(`{
      const ask = window.requestAnimationFrame;
      const asked = [];
      window.requestAnimationFrame = (draw) => asked.push(draw);
      window.drawAgain = () => { window.requestAnimationFrame = ask; asked.forEach((draw) => ask(draw)); };
    }`);
    const palette = page.getByRole("combobox", { name: "Go to a page, or do something" });
    await page.keyboard.press("Control+k");
    await page.keyboard.type("dock 3");
    expect(await palette.inputValue()).to.equal("dock 3");
    await page.keyboard.press("Control+k");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("sess");
    expect(await palette.inputValue()).to.equal("sess");
    await page.keyboard.press("Control+k");
    await page.evaluate("drawAgain()");
    await palette.waitFor({ state: "detached" });
    expect(await before.evaluate((link) => link === document.activeElement)).to.equal(true);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("sess");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/admin/sessions");
    await page.close();
  });

  describe("its lists", () => {
    it("are narrowed in the address, which a saved view brings back", async () => {
      const server = new Keys();
      const { page } = await openConsole(stage, server, server.lists);
      await page.goto("/admin/keys?state=revoked&scope=nonsense");
      await row(page, "Old scanner").waitFor();
      expect(server.asked).to.deep.equal(server.asked.map(() => "state=revoked&limit=50"));
      await page.waitForURL((url) => url.search === "?state=revoked");
      expect(await row(page, "Scanner at dock 3").count()).to.equal(0);
      await page.getByRole("button", { name: "Save this view" }).click();
      await page.getByRole("textbox", { name: "Name of the view" }).fill("Gone");
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "Show everything" }).click();
      await row(page, "Scanner at dock 3").waitFor();
      expect(new URL(page.url()).search).to.equal("");
      expect(await objectionsTo(page), "list").to.deep.equal([]);
      await page.reload();
      await page.getByRole("link", { name: "Gone" }).click();
      await page.waitForURL("**/admin/keys?state=revoked");
      await row(page, "Scanner at dock 3").waitFor({ state: "detached" });
      // What narrows is folded away on a telephone: the list is what is seen first.
      expect(await page.getByRole("searchbox").count()).to.equal(0);
      await page.getByText("Narrowed by one thing").click();
      await page.getByRole("searchbox", { name: "What it is for" }).fill("nobody’s");
      await page.keyboard.press("Enter");
      await page.waitForURL("**&name=nobody*");
      await page.close();
    });

    it("show page after page, are walked with the arrows, and are saved to the end", async () => {
      const server = new Keys();
      const { page } = await openConsole(stage, server, server.lists);
      await page.goto("/admin/keys");
      await row(page, "Old scanner").waitFor();
      expect(await row(page, "scales").count()).to.equal(0);
      const saved = page.waitForEvent("download");
      await page.getByRole("button", { name: "Save as CSV" }).click();
      const lines = (await readFile(await (await saved).path(), "utf8")).trim().split("\r\n");
      expect(lines.map((line) => line.split(",")[0])).to.deep.equal([
        "What it is for",
        "Scanner at dock 3",
        "Old scanner",
        "Mill’s scales",
      ]);
      await page.getByRole("checkbox", { name: "Choose Scanner at dock 3" }).focus();
      await page.keyboard.press("ArrowDown");
      expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).to.equal("Choose Old scanner");
      await page.getByRole("button", { name: "Show more" }).click();
      await row(page, "scales").waitFor();
      await page.close();
    });

    it("preview what an act strikes, want a fresh proof, and tell how it went", async () => {
      const server = new Keys();
      const { page } = await openConsole(stage, server, server.lists);
      await page.goto("/admin/keys");
      await row(page, "Old scanner").waitFor();
      await page.getByRole("button", { name: "Show more" }).click();
      await row(page, "scales").waitFor();
      await page.getByRole("checkbox", { name: "Choose all that are shown" }).check();
      await page.getByRole("button", { name: "Revoke" }).click();
      const panel = page.getByRole("group", { name: "Revoke these 2 keys?" });
      await panel.getByText("One of the chosen is left out").waitFor();
      await panel.getByText(/2 were used in the last day/).waitFor();
      expect(await objectionsTo(page), "preview").to.deep.equal([]);
      expect(server.changes).to.deep.equal([]);
      await panel.getByRole("button", { name: "Revoke" }).click();
      await panel.getByLabel("Password").fill("correct horse battery staple");
      await panel.getByRole("button", { name: "Prove that it is you" }).click();
      await panel.getByText("2 keys were revoked.").waitFor();
      expect(server.changes).to.deep.equal(["DELETE /api/installation/keys/aaaaaaaaaaaa", "DELETE /api/installation/keys/cccccccccccc"]);
      await page.getByRole("button", { name: "Back to the list" }).click();
      await row(page, "Scanner at dock 3").getByText("revoked").waitFor();
      await page.close();
    });

    it("are read by auditors, who change nothing", async () => {
      const server = new Keys();
      server.role = "auditor";
      const { page } = await openConsole(stage, server, {
        ...server.lists,
        "/api/audit": (route) =>
          route.fulfill({
            json: {
              items: [
                {
                  entry: {
                    ...{ stream: "identity", sequence: 1, at: ago(DAY), actor: "person:q", account: FARM.account, action: "key.made" },
                    ...{ subject: "aaaaaaaaaaaa", outcome: "done", details: {}, requestId: "r", previous: `0x${"0".repeat(64)}` },
                  },
                  ...{ hash: `0x${"1".repeat(64)}`, checkpoint: null, anchor: null },
                },
              ],
              next: null,
            },
          }),
      });
      await page.goto("/admin/keys");
      await page.getByRole("button", { name: "More about Scanner at dock 3" }).click();
      await page.getByText("key.made").waitFor();
      expect(await page.getByRole("checkbox").count()).to.equal(0);
      expect(await objectionsTo(page), "history").to.deep.equal([]);
      await page.close();
    });
  });
});
