import { accessManagerAbi } from "@waybill/protocol/abi/access-manager";
import { supplyChainAbi } from "@waybill/protocol/abi/supply-chain";
import { ROLE } from "@waybill/protocol/typed-data/roles";
import { expect } from "chai";
import { decodeFunctionData, encodeErrorResult, parseTransaction, type TransactionSerializedEIP1559 } from "viem";
import { SENT_HASH, WELL } from "../fixtures/paying-node.ts";
import { configOf } from "../fixtures/system.ts";
import { getStage, json, openPage, type Stage } from "../support/browser.ts";
import { ago, openConsole } from "../support/console.ts";
import { FARM, farm, People, personOf, SECOND } from "../support/people-server.ts";
import { AFTER_AN_HOUR, AT_ONCE, connect, openPeople, prove, sentBy } from "../support/people-pages.ts";
import { ACCOUNT, objectionsTo } from "../support/supplier.ts";

const DAY = 86_400_000;
describe("the console, about people and organisations", function () {
  this.timeout(90_000);
  let stage: Stage;
  before(async function () {
    this.timeout(180_000);
    stage = await getStage();
  });
  it("shows people whole on a screen of 1280 px, also who has everything", async () => {
    const all = { ...personOf("Q".repeat(22), "bernadette@farm.example", ["auditor", "admin"]), wallets: [ACCOUNT], hasSecondFactor: true };
    const { page } = await openPeople(
      stage,
      "/admin/people",
      {},
      "admin",
      { "/api/installation/people": json({ items: [all], next: null }) },
      { width: 1280 },
    );
    const table = page.getByRole("region", { name: "People", exact: true });
    await table.getByText(all.email ?? "").waitFor();
    expect(await table.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).to.equal(0);
    await page.close();
  });

  it("finds somebody by an e-mail address that gets into no address of a page, no history and no saved view", async () => {
    const address = "bob@farm.example";
    const server = new People();
    const stored = {
      "waybill.signed-in": "yes",
      "waybill.views.p": JSON.stringify({ people: [{ name: "Bob", search: "?named=bob%40farm.example" }] }),
    };
    const answers = { ...server.answers, ...server.answersWith(stage, {}) };
    const { page, requests } = await openPage(stage, { answers, stored, viewport: { width: 1280, height: 844 } });
    await page.goto("/admin/people");
    const people = page.getByRole("region", { name: "People", exact: true });
    await people.getByText(address).waitFor();
    expect(await page.getByRole("link", { name: "Bob" }).count(), "a view from before").to.equal(0);
    await page.getByLabel("Id or wallet").fill(address);
    await page.keyboard.press("Enter");
    await page.getByText("An e-mail address would stay in the address of this page").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").getByRole("combobox").fill(address);
    await page.getByText("Nothing is called that").waitFor();
    await page.keyboard.press("Escape");
    await page.getByLabel("Find somebody").fill(address);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/admin/people?named=q");
    expect(server.lookedUp).to.deep.equal([{ named: address }]);
    expect(requests.filter((url) => /@|%40/.test(url))).to.deep.equal([]);
    await page.close();
  });

  it("offers the finding of somebody to admins alone", async () => {
    const { page } = await openPeople(stage, "/admin/people", {}, "auditor");
    await page.getByRole("region", { name: "People", exact: true }).waitFor();
    expect(await page.getByLabel("Find somebody").count()).to.equal(0);
    await page.close();
  });

  it("revokes an actor by the admin's own wallet: with its reach, a note after a fresh proof, the simulation, and what became of it", async () => {
    const { page, server, complaints } = await openPeople(stage, "/admin/organisations");
    await page.getByRole("link", { name: "Glades Row Farms" }).click();
    await page.getByRole("heading", { name: "On the chain" }).waitFor();
    expect(await objectionsTo(page), "organisation").to.deep.equal([]);
    await connect(page);
    await page.getByRole("button", { name: "Revoke it on chain…" }).click();
    await page.getByText("2 people act for it no more, at once.").waitFor();
    await page.getByText("about 60,000 gwei, paid by your account").waitFor();
    expect(await page.getByRole("button", { name: "Send with my wallet" }).count()).to.equal(0);
    await page.getByRole("button", { name: "Note it, and go on to the wallet" }).click();
    await prove(page);
    await page.getByRole("button", { name: "Send with my wallet" }).click();
    expect(server.noted).to.have.length(1);
    expect(server.named).to.deep.equal([]);
    await page.getByTestId("demo-wallet-sign").click();
    await page.locator("[data-testid=sent][data-state=final]").waitFor();
    expect(server.noted).to.deep.equal([{ act: "revoke", ...sentBy(server) }]);
    expect(server.named).to.deep.equal([{ hash: SENT_HASH }]);
    expect(await objectionsTo(page), "sent").to.deep.equal([]);
    const { data } = parseTransaction(server.raws[0] as TransactionSerializedEIP1559);
    expect(decodeFunctionData({ abi: supplyChainAbi, data: data ?? "0x" })).to.deep.equal({
      functionName: "revokeActor",
      args: [FARM.account],
    });
    // The browser says so of the answer that wanted a proof.
    expect(complaints.filter((text) => !text.includes("401"))).to.deep.equal([]);
    await page.close();
  });

  it("revokes several by the admin's wallet: with whom it strikes, what the contract would say to each, and what became of each", async () => {
    const mill = { account: `0x${"2".repeat(40)}`, name: "Mill Lane Flour", gln: null, country: "GB" };
    const refused = new Error("execution reverted", {
      cause: encodeErrorResult({ abi: accessManagerAbi, errorName: "AccessManagerUnauthorizedAccount", args: [ACCOUNT, 1n] }),
    });
    const eth_estimateGas = ({ data }: { data: string }) => (data.includes("2".repeat(40)) ? refused : WELL.eth_estimateGas);
    const { page, server } = await openPeople(stage, "/admin/nowhere", { ...WELL, eth_call: AT_ONCE, eth_estimateGas });
    server.organisations = [
      farm,
      { ...farm, organisation: mill },
      { ...farm, organisation: { ...mill, account: `0x${"3".repeat(40)}` }, state: "revoked" },
    ];
    await page.goto("/admin/organisations");
    await page
      .getByRole("row", { name: /Mill Lane/ })
      .first()
      .waitFor();
    await page.getByRole("button", { name: "Show more" }).click();
    await page.getByRole("row", { name: /revoked/ }).waitFor();
    await page.getByRole("checkbox", { name: "Choose all that are shown" }).check();
    await page.getByRole("button", { name: "Revoke on chain…" }).click();
    const panel = page.getByRole("group", { name: "Revoke these 2 organisations on chain?" });
    await panel.getByText("One of the chosen is left out").waitFor();
    await panel.getByText("4 people act for them no more, at once.").waitFor();
    expect(await panel.getByRole("button", { name: "Revoke on chain…" }).count(), "without a wallet").to.equal(0);
    await connect(page);
    await panel.getByText("the contract would do it").waitFor();
    await panel.getByText("This account has not the role of the AccessManager that this takes.").waitFor();
    expect(await objectionsTo(page), "preview").to.deep.equal([]);
    expect(server.noted).to.deep.equal([]);
    await panel.getByRole("button", { name: "Revoke on chain…" }).click();
    await prove(page);
    await page.getByTestId("demo-wallet-sign").click();
    await panel.getByText("One was refused").waitFor();
    const results = panel.getByTestId("results").getByRole("listitem");
    expect(await results.first().innerText()).to.equal("done\nGlades Row Farms");
    expect(await results.nth(1).innerText()).to.match(/^refused\nMill Lane Flour\n+This account has not the role/);
    // What the contract would refuse is neither noted nor sent.
    expect(server.noted).to.deep.equal([{ act: "revoke", ...sentBy(server) }]);
    expect([server.raws.length, server.named]).to.deep.equal([1, [{ hash: SENT_HASH }]]);
    expect(await objectionsTo(page), "outcome").to.deep.equal([]);
    await page.close();
  });

  it("announces it to the AccessManager where the wallet may do it after a delay alone", async () => {
    const { page, server } = await openPeople(stage, `/admin/organisations/${FARM.account}`, { ...WELL, eth_call: AFTER_AN_HOUR });
    await page.getByRole("checkbox", { name: "carrier" }).check();
    await connect(page);
    await page.getByRole("button", { name: "Change its roles on chain…" }).click();
    await page.getByText("Glades Row Farms becomes producer, carrier on chain.").waitFor();
    await page.getByText(/Your wallet may do this only 60 minutes after/).waitFor();
    server.isProven = true;
    await page.getByRole("button", { name: "Note it, and go on to the wallet" }).click();
    await page.getByRole("button", { name: "Send with my wallet" }).click();
    await page.getByTestId("demo-wallet-sign").click();
    await page.locator("[data-testid=sent][data-state=final]").waitFor();
    expect(server.noted).to.deep.equal([{ act: "register", roles: ROLE.producer | ROLE.carrier, ...sentBy(server) }]);
    expect(parseTransaction(server.raws[0] as TransactionSerializedEIP1559).to?.toLowerCase()).to.equal(
      configOf(stage.lettuce.chain).contracts.accessManager.toLowerCase(),
    );
    await page.close();
  });

  it("gives a role, confirms what another admin proposed, and makes an invitation", async () => {
    const { page, server } = await openPeople(stage, "/admin/people");
    await page.getByText("Make admin: bob@farm.example").waitFor();
    expect(await objectionsTo(page), "people").to.deep.equal([]);
    const people = page.getByRole("region", { name: "People", exact: true });
    await people.getByRole("checkbox", { name: "Choose all that are shown" }).check();
    await page.getByRole("button", { name: "Make auditor", exact: true }).click();
    const panel = page.getByRole("group", { name: "Make this person auditor of the installation?" });
    await panel.getByText("One of the chosen is left out").waitFor();
    await panel.getByRole("button", { name: "Make auditor" }).click();
    await prove(page);
    await page.getByText("Given, or proposed where it takes two.").waitFor();
    await page.getByRole("button", { name: "Look at it…" }).click();
    const proposed = page.getByRole("group", { name: "Make this person admin of the installation?" });
    await proposed.getByText("password, and no second factor yet").waitFor();
    expect(await proposed.innerText())
      .to.include("bob@farm.example")
      .and.include("Ways in changed by somebody else");
    expect(await objectionsTo(page), "proposed").to.deep.equal([]);
    expect(server.changes).to.have.length(1);
    await proposed.getByRole("button", { name: "Confirm" }).click();
    await proposed.getByText("Done.").waitFor();
    await page.getByText("Make admin: bob@farm.example").waitFor({ state: "detached" });
    expect(server.changes).to.deep.equal(["PUT /api/installation/roles/auditor/q", "POST /api/installation/proposals/1/confirmation"]);
    await page.getByRole("button", { name: "Invite somebody" }).click();
    expect(await page.getByTestId("invitation").innerText()).to.match(/\/account\/invitation\?of=installation#i{43}$/);
    await page.close();
  });

  it("lists the invitations that can still be taken, and withdraws some after a fresh proof, having said what that comes to", async () => {
    const { page, server } = await openPeople(stage, "/admin/people");
    const region = page.getByRole("region", { name: "Open invitations" }).first();
    await region.getByText("this installation").waitFor();
    expect(await region.innerText())
      .to.include("z…@run.example (z)")
      .and.include("Glades Row Farms")
      .and.include("in 6 days");
    await region.getByRole("checkbox", { name: "Choose all that are shown" }).check();
    await region.getByRole("button", { name: "Withdraw", exact: true }).click();
    const panel = region.getByRole("group", { name: "Withdraw these 2 invitations?" });
    await panel.getByText("Whoever has one of the links is told that it is good no more").waitFor();
    expect(await panel.innerText()).to.include("To be admin of this installation, made by z…@run.example (z)");
    expect(await objectionsTo(page), "reach").to.deep.equal([]);
    expect(server.changes).to.deep.equal([]);
    await panel.getByRole("button", { name: "Withdraw" }).click();
    await prove(page);
    await region.getByText("2 were withdrawn.").waitFor();
    expect(server.changes).to.deep.equal(["DELETE /api/installation/invitations/i1", "DELETE /api/installation/invitations/i2"]);
    await region.getByRole("button", { name: "Back to the list" }).click();
    await region.getByText("No invitation is open.").waitFor();
    expect(await objectionsTo(page), "none").to.deep.equal([]);
    await page.close();
  });

  it("shows an auditor the invitations, narrowed beside the people, and no way to withdraw one", async () => {
    const { page } = await openPeople(stage, "/admin/people?named=q&invitations.role=admin", {}, "auditor");
    const region = page.getByRole("region", { name: "Open invitations" }).first();
    await region.getByText("this installation").waitFor();
    expect(await region.getByText("Glades Row Farms").count()).to.equal(0);
    const people = page.locator('[data-list="people"]');
    await people.getByText("bob@farm.example").waitFor();
    await region.getByRole("button", { name: "Show everything" }).click();
    await region.getByText("Glades Row Farms").waitFor();
    expect(new URL(page.url()).search, "of the people").to.equal("?named=q");
    expect(await region.getByRole("checkbox").count()).to.equal(0);
    await page.close();
  });

  describe("and the two-person rule", () => {
    it("is switched on after its reach was shown: who can confirm, what takes two, and what becomes of what is open", async () => {
      const { page, server } = await openPeople(stage, "/admin/people");
      server.rules = { twoPersons: false, proposals: [] };
      server.admins.push(SECOND);
      await page.getByRole("button", { name: "Switch it on…" }).click();
      const panel = page.getByRole("group", { name: "Switch the two-person rule on?" });
      const text = await panel.innerText();
      expect(text).to.include("z…@run.example (z)").and.include("One to be admin ends at once.").and.include("None waits.");
      expect(text, "whoever proposes confirms nothing").to.not.include("ann@run.example");
      expect(await panel.getByRole("listitem").count(), "one confirms, five acts").to.equal(6);
      expect(await objectionsTo(page), "reach").to.deep.equal([]);
      expect(server.changes).to.deep.equal([]);
      await panel.getByRole("button", { name: "Switch it on" }).click();
      await prove(page);
      await panel.getByText("It is on.").waitFor();
      expect(server.changes).to.deep.equal(["PUT /api/installation/rules"]);
      await page.getByText("On: admins are made by two").waitFor();
      await page.close();
    });

    it("says why it cannot bind while there is one admin alone", async () => {
      const { page, server } = await openPeople(stage, "/admin/people");
      server.rules = { twoPersons: false, proposals: [] };
      await page.getByRole("button", { name: "Switch it on…" }).click();
      const panel = page.getByRole("group", { name: "Switch the two-person rule on?" });
      await panel.getByText("You are the only admin, so nobody can confirm anything").waitFor();
      expect(await panel.innerText())
        .to.include("It binds from the second admin on, whom you make alone.")
        .and.include("Nobody: there is no other admin.")
        .and.include("One to be admin stays good until there is a second admin");
      expect(await objectionsTo(page)).to.deep.equal([]);
      await page.close();
    });

    it("is proposed to end, and says what becomes of what waits; left alone, nothing is asked of the server", async () => {
      const { page, server } = await openPeople(stage, "/admin/people");
      server.admins.push(SECOND);
      await page.getByRole("button", { name: "End it…" }).click();
      const panel = page.getByRole("group", { name: "End the two-person rule?" });
      const text = await panel.innerText();
      expect(text).to.include("It does not end now").and.include("One waits, and stays as it is").and.include("z…@run.example (z)");
      expect(text).to.include("From then on one admin alone makes another");
      expect(await objectionsTo(page)).to.deep.equal([]);
      await panel.getByRole("button", { name: "Leave it" }).click();
      expect(server.changes).to.deep.equal([]);
      await page.getByRole("button", { name: "End it…" }).click();
      await panel.getByRole("button", { name: "Propose to end it" }).click();
      await prove(page);
      await panel.getByText("It waits for another admin.").waitFor();
      expect(server.changes).to.deep.equal(["PUT /api/installation/rules"]);
      await page.close();
    });
  });

  it("says in plain words why a contract would not do something, with the contract's own below, and offers nothing to sign", async () => {
    const refused = new Error("execution reverted", {
      cause: encodeErrorResult({ abi: accessManagerAbi, errorName: "AccessManagerUnauthorizedAccount", args: [ACCOUNT, 1n] }),
    });
    const { page } = await openPeople(stage, `/admin/organisations/${FARM.account}`, {
      ...WELL,
      eth_call: AT_ONCE,
      eth_estimateGas: refused,
    });
    await connect(page);
    await page.getByRole("button", { name: "Revoke it on chain…" }).click();
    await page.getByText("The contract would not do this now").waitFor();
    await page.getByText("This account has not the role of the AccessManager that this takes.").waitFor();
    await page.getByText(`AccessManagerUnauthorizedAccount(${ACCOUNT}, 1)`).waitFor();
    expect(await page.getByText(/0xf07e038f/).count()).to.equal(0);
    expect(await page.getByRole("button", { name: "Note it, and go on to the wallet" }).count()).to.equal(0);
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.close();
  });

  it("is set up by whoever holds the first invitation, by wallet or by e-mail", async () => {
    const server = new People();
    server.isSignedIn = false;
    const joined: unknown[] = [];
    const { page } = await openConsole(stage, server, {
      ...server.answersWith(stage, WELL),
      "/api/people": (route) => {
        joined.push(route.request().postDataJSON());
        return route.fulfill({ status: 201, json: { accessToken: "token", expiresAt: ago(-DAY) } });
      },
    });
    await page.goto(`/account/invitation?of=installation#${"f".repeat(43)}`);
    await page.getByText("Whoever takes this invitation runs or audits this whole installation.").waitFor();
    await page.getByText("Or sign in with your wallet first").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByLabel("E-mail address").first().fill("ann@run.example");
    await page.getByLabel("Password").first().fill("correct horse battery staple");
    await page.getByRole("button", { name: "Join" }).click();
    await page.waitForURL("**/admin");
    await page.getByRole("heading", { name: "Who may do what" }).waitFor();
    expect(joined).to.deep.equal([{ invitation: "f".repeat(43), email: "ann@run.example", password: "correct horse battery staple" }]);
    await page.close();
  });
});
