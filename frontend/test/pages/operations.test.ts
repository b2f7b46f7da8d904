import { expect } from "chai";
import type { Page } from "playwright-core";
import { transactionsOf } from "../fixtures/engine.ts";
import { configOf } from "../fixtures/system.ts";
import { auditAnswers } from "../fixtures/audit.ts";
import { getStage, json, type Answer, type Stage } from "../support/browser.ts";
import { ago, ConsoleServer, listOf, openConsole, tablesTooWide } from "../support/console.ts";
import { objectionsTo } from "../support/supplier.ts";

const FARM = `0x${"11".repeat(20)}`;
const HOUR = 3_600_000;
const PERSON = "3f2a9c";

const subscriptionOf = (id: string, state: string, deadLetters: number) => ({
  ...{ id, account: FARM, queryName: `Query ${id}`, dest: `https://${id}.example/hook`, state, deadLetters },
  ...{
    problem: state === "halted" ? "It answered 503: still no" : null,
    mark: 7,
    behind: deadLetters * 3,
    dueAt: null,
    notifiedAt: ago(HOUR),
  },
});
const letterOf = (id: string, state: string) => ({
  ...{ id, subscriptionId: "s1", account: FARM, state, after: 7, through: 9, eventCount: 2, tries: 20, canBeResent: state === "dead" },
  ...{ problem: state === "dead" ? "It answered 410" : null, createdAt: ago(HOUR), settledAt: state === "pending" ? null : ago(HOUR / 2) },
});
const reachOf = (hold: object | null, isErased = false) => ({
  ...{ person: PERSON, since: isErased ? null : ago(HOUR), isErased, email: isErased ? null : "b…@farm.example", wallets: [], hold },
  ...{ organisations: isErased ? [] : [{ account: FARM, role: "supplier" }], installationRoles: [], openSessions: 2 },
  tables: [
    ...(isErased ? [] : [{ table: "person_passwords", rows: 1, stays: null }]),
    { table: "audit_entries", rows: 12, stays: "an entry names nobody but by a random id, and the log is chained" },
  ],
});

/** A server of the console that keeps what was asked of it. */
class Operations extends ConsoleServer {
  bodies: Record<string, unknown>[] = [];
  hold: object | null = null;
  isErased = false;

  /** The log has entries of its own here. */
  override get answers(): Record<string, Answer> {
    const { "/api/audit": _none, ...others } = super.answers;
    return others;
  }

  private doing(work: () => void = () => undefined): Answer {
    return this.changing((request) => {
      this.bodies.push((request.postDataJSON() as Record<string, unknown> | null) ?? {});
      work();
    });
  }

  lists(stage: Stage): Record<string, Answer> {
    const page = (items: unknown[]) => json({ items, next: null });
    const waiting = transactionsOf(stage.lettuce.chain);
    return {
      "/api/chain/transactions": page(waiting),
      "/api/chain/transactions/\\d+/(replacement|withdrawal)": this.doing(),
      "/api/subscriptions": page([subscriptionOf("s1", "halted", 1), subscriptionOf("s2", "active", 0)]),
      "/api/subscriptions/\\w+/\\w+": this.doing(),
      "/api/deliveries": listOf(
        () => [letterOf("d1", "dead"), letterOf("d2", "delivered")],
        ({ state }, query) => query.get("state") === null || query.get("state") === state,
      ),
      "/api/exchange/deliveries": page([
        {
          ...{
            id: "11111111-1111-4111-8111-111111111111",
            account: FARM,
            partnerId: "p1",
            type: "org.wbcsd.pact.ProductFootprint.PublishedEvent.3",
          },
          ...{ state: "dead", tries: 9, problem: "It answered 500", createdAt: ago(HOUR), settledAt: ago(0) },
        },
      ]),
      "/api/installation/copies": page([
        {
          ...{
            cid: `bafkrei${"a".repeat(52)}`,
            kind: "document",
            visibility: "private",
            sizeBytes: null,
            storedAt: ago(HOUR),
            removedAt: null,
          },
          owners: [{ account: FARM, name: "Glades Row Farms", gln: null, country: "US" }],
          pins: [
            { place: "here", state: "kept", checkedAt: ago(HOUR) },
            { place: "node", state: "missing", checkedAt: ago(HOUR) },
          ],
        },
      ]),
      "/api/installation/copies/places": page([
        { place: "here", kept: 3, waiting: 0, missing: 0, keptBytes: 4_500_000, oldestCheckAt: ago(HOUR) },
        { place: "node", kept: 2, waiting: 0, missing: 1, keptBytes: 4_000_000, oldestCheckAt: ago(HOUR) },
      ]),
      "/api/installation/copies/\\w+/renewal": this.doing(),
      "/api/installation/settings": page([
        { name: "RELAYER_KEY", description: "Key that sends.", isSecret: true, source: "file", value: null, since: ago(HOUR) },
        { name: "PORT", description: "Port of the web pages.", isSecret: false, source: "default", value: "3000", since: ago(HOUR) },
      ]),
      "/api/installation/database": json({ excess: "owns-tables" }),
      "/api/installation/retention": page([
        {
          ...{ table: "sessions", what: "sessions, and on what they ran", from: "expires_at", hours: 0, only: null, isHeldBack: true },
          ...{ forgets: null, ranAt: ago(HOUR), removed: { today: 3, inThirtyDays: 40, ever: 1200 } },
        },
        {
          ...{ table: "reports", what: "how a reporter can be reached", from: "reported_at", hours: 4320, only: null, isHeldBack: false },
          ...{ forgets: "contact_sealed", ranAt: null, removed: { today: 0, inThirtyDays: 0, ever: 0 } },
        },
      ]),
      "/api/installation/holds": page([
        { person: "q1", since: ago(HOUR), liftedAt: null, reason: this.role === "admin" ? "Case 7" : null },
      ]),
      "/api/installation/persons/lookup": json({ person: PERSON }),
      [`/api/installation/persons/${PERSON}/reach`]: (route) => json(reachOf(this.hold, this.isErased))(route),
      [`/api/installation/persons/${PERSON}/hold`]: this.doing(() => (this.hold = { since: ago(0), reason: "Case 8" })),
      [`/api/installation/persons/${PERSON}/release`]: this.doing(() => (this.hold = null)),
      [`/api/installation/persons/${PERSON}/email`]: (route) =>
        this.isProven ? json({ email: "bo@farm.example" })(route) : this.changing()(route),
      [`/api/installation/persons/${PERSON}/export`]: (route) =>
        this.isProven ? json({ person: PERSON, exportedAt: ago(0), tables: { persons: [{ id: PERSON }] } })(route) : this.changing()(route),
      [`/api/installation/persons/${PERSON}`]: this.doing(() => (this.isErased = true)),
      ...auditAnswers(configOf(stage.lettuce.chain)),
    };
  }
}

const row = (page: Page, name: string | RegExp) => page.getByRole("row", { name });

/** Presses an act's button in its panel, and proves who it is where that is wanted. */
async function confirm(page: Page, question: RegExp, label: string): Promise<void> {
  const panel = page.getByRole("group", { name: question });
  await panel.getByRole("button", { name: label }).click();
  const password = panel.getByLabel("Password");
  const over = panel.getByRole("button", { name: "Back to the list" });
  await password.or(over).first().waitFor();
  if ((await password.count()) === 0) return;
  await password.fill("correct horse battery staple");
  await panel.getByRole("button", { name: "Prove that it is you" }).click();
  await over.waitFor();
}

describe("the console’s pages about how it runs", function () {
  this.timeout(90_000);
  let stage: Stage;
  before(async function () {
    this.timeout(180_000);
    stage = await getStage();
  });
  async function open(path: string, { role = "admin", width = 390 }: { role?: "admin" | "auditor"; width?: number } = {}) {
    const server = new Operations();
    server.role = role;
    const { page, complaints } = await openConsole(stage, server, server.lists(stage), { width });
    await page.goto(path);
    return { server, page, complaints };
  }

  it("show chain, senders with their runway, costs and reorganisations", async () => {
    const { page, complaints } = await open("/admin/chain");
    await page.getByRole("heading", { name: "Chain and anchors" }).waitFor();
    await page.getByRole("heading", { name: "Reorganisations" }).waitFor();
    await page.getByText("The server owns the tables of its database").waitFor();
    await page.getByText("Lasts for").first().waitFor();
    await page.getByText("8 blocks").first().waitFor();
    expect(await tablesTooWide(page)).to.deep.equal([]);
    expect(await objectionsTo(page)).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("let an admin withdraw what waits, naming the form that was seen, after a preview and a fresh proof", async () => {
    const { page, server } = await open("/admin/transactions", { width: 1280 });
    await page.getByRole("checkbox", { name: "Choose all that are shown" }).check();
    await page.getByRole("button", { name: "Withdraw" }).click();
    const question = /^Withdraw this transaction\?/;
    const panel = page.getByRole("group", { name: question });
    await panel.getByText(/A transfer of nothing takes its nonce/).waitFor();
    await panel.getByText("Handover").waitFor();
    expect(await objectionsTo(page), "preview").to.deep.equal([]);
    expect(server.changes).to.deep.equal([]);
    await confirm(page, question, "Withdraw");
    await panel.getByText("The relayer withdraws it in its next round.").waitFor();
    const [sent] = transactionsOf(stage.lettuce.chain).filter(({ state }) => state === "sent");
    expect(server.changes).to.deep.equal([`POST /api/chain/transactions/${sent?.id}/withdrawal`]);
    expect(server.bodies).to.deep.equal([{ hash: sent?.attempts[0]?.hash }]);
    await page.close();
  });

  it("replay many subscriptions at once from a day that is asked for", async () => {
    const { page, server } = await open("/admin/subscriptions");
    await row(page, /Query s1/)
      .getByText("halted")
      .waitFor();
    expect(await objectionsTo(page), "list").to.deep.equal([]);
    await page.getByRole("checkbox", { name: "Choose all that are shown" }).check();
    await page.getByRole("button", { name: "Replay" }).click();
    const panel = page.getByRole("group", { name: /^Replay these 2/ });
    await panel.getByText(/One dead letter is given up for good/).waitFor();
    expect(await panel.getByRole("button", { name: "Replay" }).isDisabled()).to.equal(true);
    await panel.getByLabel(/since the beginning of/).fill("2026-04-20");
    expect(await objectionsTo(page), "preview").to.deep.equal([]);
    await confirm(page, /^Replay these 2/, "Replay");
    expect(server.changes).to.deep.equal(["POST /api/subscriptions/s1/replay", "POST /api/subscriptions/s2/replay"]);
    expect(server.bodies).to.deep.equal([{ from: "2026-04-20T00:00:00Z" }, { from: "2026-04-20T00:00:00Z" }]);
    await page.close();
  });

  it("send dead letters again, of subscribers and of partners", async () => {
    const { page, server } = await open("/admin/deliveries?state=dead");
    await row(page, /It answered 410/).waitFor();
    expect(await row(page, /taken/).count()).to.equal(0);
    expect(await objectionsTo(page), "deliveries").to.deep.equal([]);
    await page.getByRole("checkbox", { name: "Choose all that are shown" }).check();
    await page.getByRole("button", { name: "Send again" }).click();
    await confirm(page, /^Send this dead letter again/, "Send again");
    expect(server.changes).to.deep.equal(["POST /api/subscriptions/s1/resume"]);
    await page.goto("/admin/partner-events");
    await row(page, /It answered 500/).waitFor();
    expect(await objectionsTo(page), "partners").to.deep.equal([]);
    await page.close();
  });

  it("say which copies are missing, and have them made again", async () => {
    const { page, server } = await open("/admin/copies");
    await row(page, /Missing, being put back/).waitFor();
    await page.getByText("0 waiting, 1 missing").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("checkbox", { name: "Choose all that are shown" }).check();
    await page.getByRole("button", { name: "Pin again" }).click();
    await page.getByText(/copy was not there/).waitFor();
    await confirm(page, /^Look for the copies/, "Pin again");
    expect(server.changes).to.deep.equal([`POST /api/installation/copies/bafkrei${"a".repeat(52)}/renewal`]);
    await page.close();
  });

  it("find a person, show what an erasure takes and leaves, hold, release, export and erase", async () => {
    const { page, server } = await open("/admin/data-requests");
    await row(page, /Case 7/).waitFor();
    expect(await objectionsTo(page), "requests").to.deep.equal([]);
    await page.getByLabel("Who asks?").fill("bo@farm.example");
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByText("b…@farm.example").waitFor();
    expect(page.url()).to.match(/\/admin\/data-requests\/3f2a9c$/);
    await row(page, /person_passwords 1 deleted/).waitFor();
    await row(page, /audit_entries 12 stays: an entry names nobody/).waitFor();
    expect(await objectionsTo(page), "person").to.deep.equal([]);
    await page.getByRole("button", { name: "Hold" }).click();
    await page.getByLabel("Reason").fill("Case 8");
    await confirm(page, /^Put this person/, "Hold");
    await page.getByRole("button", { name: "Back to the list" }).click();
    await page.getByText(/Under a legal hold since/).waitFor();
    expect(await page.getByRole("button", { name: "Erase" }).count()).to.equal(0);
    await page.getByRole("button", { name: "Lift the hold" }).click();
    await page.getByLabel("Why it is lifted").fill("Closed");
    await confirm(page, /^Lift this hold/, "Lift the hold");
    await page.getByRole("button", { name: "Back to the list" }).click();
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save everything" }).click();
    expect((await saved).suggestedFilename()).to.equal("person-3f2a9c.json");
    await page.getByRole("button", { name: "Show the whole address" }).click();
    await page.getByText("bo@farm.example").waitFor();
    expect(await objectionsTo(page), "revealed").to.deep.equal([]);
    await page.getByRole("button", { name: "Erase" }).click();
    await page
      .getByRole("group", { name: /^Erase this person/ })
      .getByText(/2 sessions end at once/)
      .waitFor();
    expect(await objectionsTo(page), "erasing").to.deep.equal([]);
    await confirm(page, /^Erase this person/, "Erase");
    await page.getByText("This person was erased").waitFor();
    expect(server.changes.map((change) => change.replace("/api/installation/persons/3f2a9c", "…"))).to.deep.equal([
      "POST …/hold",
      "POST …/release",
      "DELETE …",
    ]);
    await page.close();
  });

  it("check a row of the audit log in the browser, and name what was changed", async () => {
    const { page } = await open("/admin/audit?action=key", { width: 1280 });
    const fine = row(page, /identity 1 /);
    await fine.waitFor();
    expect(await objectionsTo(page), "list").to.deep.equal([]);
    await fine.getByRole("button", { name: "Check: identity 1" }).click();
    await fine.getByText("Verified").waitFor();
    await fine.getByRole("button", { name: "More about identity 1" }).click();
    await page.getByText("Its checkpoint is on the chain").waitFor();
    expect(await objectionsTo(page), "steps").to.deep.equal([]);
    const changed = row(page, /identity 2 /);
    await changed.getByRole("button", { name: "Check: identity 2" }).click();
    await changed.getByText("Failed").waitFor();
    await page.close();
  });

  it("are read by auditors, who change nothing and read nothing that somebody typed", async () => {
    const { page, server } = await open("/admin/settings", { role: "auditor" });
    await row(page, /RELAYER_KEY.*set.*a file/).waitFor();
    expect(await objectionsTo(page), "settings").to.deep.equal([]);
    await page.goto("/admin/retention");
    await row(page, /sessions.*1200/).waitFor();
    await row(page, /reports.*180 days after reported_at/).waitFor();
    expect(await objectionsTo(page), "retention").to.deep.equal([]);
    for (const [path, text] of Object.entries({
      "/admin/data-requests": "for admins",
      "/admin/data-requests/3f2a9c": "person_passwords",
      "/admin/transactions": "Handover",
      "/admin/subscriptions": "halted",
    })) {
      await page.goto(path);
      await page.getByText(text).first().waitFor();
      expect(await tablesTooWide(page), path).to.deep.equal([]);
      expect(await page.getByRole("checkbox").count(), path).to.equal(0);
      expect(await page.getByLabel("Who asks?").count(), path).to.equal(0);
      for (const name of ["Erase", "Show the whole address"]) expect(await page.getByRole("button", { name }).count(), path).to.equal(0);
    }
    expect(server.changes).to.deep.equal([]);
    await page.close();
  });
});
