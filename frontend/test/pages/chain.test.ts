import { expect } from "chai";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { violationsOf } from "../../../test/support/axe.ts";
import { feedOf } from "../fixtures/engine.ts";
import { statusOf } from "../fixtures/system.ts";
import { startStream } from "../fixtures/stream.ts";
import { getStage, json, noServer, openPage, type Stage } from "../support/browser.ts";

const HASH = `0x${"ab".repeat(32)}` as Hex32;

describe("the chain page", () => {
  let stage: Stage;
  before(async function () {
    this.timeout(120_000);
    stage = await getStage();
  });

  it("shows each list under its own address, accessible and no wider than a small telephone", async () => {
    const { page, complaints } = await openPage(stage, { viewport: { width: 360, height: 740 }, reducedMotion: "reduce" });
    const lists = { transactions: "Opening of custody", anchors: "From capture to block", reorgs: "8 blocks" };
    for (const [show, text] of Object.entries(lists)) {
      await page.goto(`/chain?show=${show}`);
      await page.getByText(text).first().waitFor();
      expect(await violationsOf(page), show).to.deep.equal([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), show).to.equal(360);
    }
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("keeps the chosen list and state in the address, and can be used with the keyboard alone", async () => {
    const { page, requests } = await openPage(stage);
    await page.goto("/chain");
    await page.getByRole("tab", { name: "Transactions" }).focus();
    await page.keyboard.press("Tab");
    await page.getByRole("combobox", { name: "Transactions in which state" }).focus();
    await page.keyboard.press("Enter");
    // A key that comes before the list has the focus is nobody's.
    const chosen = page.locator("[role=option][data-highlighted]");
    await chosen.waitFor();
    await page.keyboard.press("ArrowDown");
    await chosen.filter({ hasText: "Not over yet" }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(/state=open/);
    await page.waitForFunction(() => document.querySelector("[role=tabpanel]")?.textContent?.includes("Opening of custody"));
    expect(requests.some((url) => url.includes("/api/chain/transactions?state=open"))).to.equal(true);
    await page.getByRole("tab", { name: "Transactions" }).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.waitForURL(/show=reorgs/);
    await page.reload();
    await page.getByRole("tabpanel").getByText("Last block in common").waitFor();
    await page.close();
  });

  it("calls an anchor by its number in the contract's log, as the anchor's own page does, and by its root before it has one", async () => {
    const { page } = await openPage(stage);
    await page.goto("/chain");
    const anchors = page.getByRole("tabpanel").getByRole("row").filter({ hasText: "Anchor" });
    await anchors.first().waitFor();
    const waiting = anchors.filter({ hasNotText: "Anchor 3" }).getByRole("cell").first();
    expect(await waiting.innerText()).to.match(/^Anchor\s+root 0x[0-9a-f]/);
    expect(await waiting.getByRole("link").count()).to.equal(0);
    expect(await anchors.getByRole("link", { name: "Anchor 3" }).getAttribute("href")).to.equal("/anchors/3");
    await page.close();
  });

  it("tells of every form of a transaction what it offered", async () => {
    const { page } = await openPage(stage);
    await page.goto("/chain?state=sent");
    const row = page.getByRole("row").filter({ hasText: "Handover" });
    await row.getByText("2 signed forms").click();
    expect(
      await row
        .getByRole("listitem")
        .allInnerTexts()
        .then((texts) => texts.map((text) => /at most ([\d.]+ gwei)/.exec(text)?.[1])),
    ).to.deep.equal(["10.13 gwei", "9 gwei"]);
    await page.close();
  });

  it("gives what it shows as a file, with exact values", async () => {
    const { page } = await openPage(stage);
    await page.goto("/chain?show=anchors");
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("tabpanel").getByRole("button", { name: "Save as CSV" }).click(),
    ]);
    expect(file.suggestedFilename()).to.equal("anchor-costs.csv");
    const chunks: Buffer[] = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
    const lines = Buffer.concat(chunks).toString("utf8").split("\r\n");
    expect(lines[1]).to.match(/^4,7,48000,48000000000000,6857142857142,/);
    expect(lines).to.have.length(7);
    await page.close();
  });

  const troubles = {
    halted: { feeds: [feedOf({ state: "halted", reason: "The chains part at block 9." })], text: "The chains part at block 9." },
    incomplete: {
      feeds: [feedOf(), feedOf({ name: "event_anchor", state: "incomplete", reason: null })],
      text: "Something is missing from event_anchor",
    },
  } as const;
  for (const [name, { feeds, text }] of Object.entries(troubles)) {
    it(`says first that a feed is ${name}`, async () => {
      const { page } = await openPage(stage, { answers: { "/api/chain/feeds": json({ items: feeds, next: null }) } });
      await page.goto("/chain");
      const alert = page.getByRole("alert");
      await alert.getByText(text).waitFor();
      expect(await violationsOf(page)).to.deep.equal([]);
      await page.close();
    });
  }

  it("shows what is stored while the node is away, and since when it is", async () => {
    const status = { ...statusOf(stage.lettuce.chain), reachable: false, unreachableSince: new Date().toISOString() };
    const { page } = await openPage(stage, { answers: { "/api/chain": json(status) } });
    await page.goto("/chain");
    await page.getByText("The node does not answer").waitFor();
    await page.getByText("Read up to").first().waitFor();
    await page.close();
  });

  it("keeps what it shows when the server goes away, and says that it is old", async () => {
    let isAway = false;
    const usual = json(statusOf(stage.lettuce.chain));
    const { page } = await openPage(stage, { answers: { "/api/chain": (route) => (isAway ? noServer(route) : usual(route)) } });
    await page.goto("/chain");
    await page.getByText("Everything up to the newest block has been read").waitFor();
    isAway = true;
    await page.getByText("This could not be refreshed and may be out of date.").first().waitFor();
    expect(await page.getByText("Read up to").first().isVisible()).to.equal(true);
    await page.close();
  });

  it("says that nothing was sent, anchored or replaced where that is so", async () => {
    const empty = json({ items: [], next: null });
    const { page } = await openPage(stage, {
      answers: { "/api/chain/transactions": empty, "/api/chain/anchors": empty, "/api/chain/reorgs": empty },
    });
    for (const [show, text] of [
      ["transactions", "Nothing has been sent yet."],
      ["anchors", "Nothing has been anchored yet."],
      ["reorgs", "None has been seen: what was read has stayed."],
    ]) {
      await page.goto(`/chain?show=${show}`);
      await page.getByText(text ?? "").waitFor();
    }
    await page.close();
  });

  it("shows a block as soon as the stream tells of it, and says when the stream is gone", async () => {
    const stream = startStream();
    let head = 12;
    const { page } = await openPage(stage, {
      answers: {
        "/api/stream": stream.answer,
        "/api/chain": (route) =>
          json(statusOf(stage.lettuce.chain, { head: { number: head, hash: HASH, timestamp: 1_776_000_000 } }))(route),
      },
    });
    await page.goto("/chain");
    await page.getByText("Live: changes appear by themselves").waitFor();
    await page.locator("dl").getByText("12", { exact: true }).first().waitFor();
    head = 4242;
    stream.send('event: chain\ndata: {"head":4242,"final":11}\n\n');
    // While the stream is there, the page asks every 30 seconds: this is not that.
    await page.locator("dl").getByText("4242", { exact: true }).waitFor({ timeout: 15_000 });
    stream.stop();
    await page.getByText("Not live: asking every few seconds").waitFor();
    await page.close();
  });
});
