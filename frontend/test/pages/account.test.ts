import { expect } from "chai";
import type { Page } from "playwright-core";
import { getStage, type Answer, type Stage } from "../support/browser.ts";
import { ACCOUNT, connect, objectionsTo, openSupplier } from "../support/supplier.ts";

const HOUR = 3_600_000;
const json =
  (body: unknown, status = 200): Answer =>
  (route) =>
    route.fulfill({ status, json: body });
const ago = (milliseconds: number) => new Date(Date.now() - milliseconds).toISOString();
const party = { account: ACCOUNT, name: "Glades Row Farms", gln: null, country: "US" };
const me = (
  organisation: object | null,
  { email, hasSecondFactor }: { email: string | null; hasSecondFactor: boolean },
  awaitsChain = false,
) => ({
  ...{ person: "p", session: "here", wallets: [ACCOUNT], organisation, methods: ["swk"] },
  ...{
    roles: ["customer", ...(organisation === null ? [] : email === null ? ["admin", "supplier"] : ["supplier"])],
    installationRoles: [],
  },
  ...{ email, awaitsChain, holdsWallet: organisation !== null && email === null, hasSecondFactor, hasPasskey: false },
  needsSecondFactor: email !== null && !hasSecondFactor,
  authenticatedAt: ago(HOUR),
});
const sessionOn = (id: string, device: string) => ({
  ...{ id, device, beganBy: "wallet", methods: ["swk"], isCurrent: id === "here" },
  ...{ createdAt: ago(HOUR), usedAt: ago(HOUR / 2), expiresAt: ago(-24 * HOUR) },
});
const keyOf = (id: string, name: string, scopes: string[]) => ({
  ...{ id, name, scopes, lastUsedAt: null },
  ...{ createdAt: ago(0), expiresAt: ago(-90 * 24 * HOUR) },
});

const invitationOf = (id: string, role: string) => ({
  ...{ id, role, invitedBy: "q", email: "b…@farm.example", createdAt: ago(HOUR), expiresAt: ago(-6 * 24 * HOUR) },
});
const TAKEN = {
  ...{ type: "about:blank", title: "No open invitation has this id.", status: 404, detail: "It was taken or withdrawn, or has ended." },
  ...{ code: "identity.unknown-invitation", traceId: "t", retryable: false },
};

const STEP_UP = {
  ...{ type: "about:blank", title: "Prove it", status: 401, detail: "Prove it", code: "platform.step-up-required" },
  ...{ traceId: "t", retryable: false },
};

/** A server that knows one person's sessions. */
class Sessions {
  messages: string[] = [];
  open = [sessionOn("here", "Chrome on Linux"), sessionOn("there", "Firefox on Android")];
  organisation: object | null = party;
  /** Whether it is known for whom the person acts. */
  awaitsChain = false;
  keys: ReturnType<typeof keyOf>[] = [];
  isProven = false;
  /** Ended elsewhere, which this browser hears when it next asks. */
  hasEnded = false;
  person: { email: string | null; hasSecondFactor: boolean } = { email: null, hasSecondFactor: false };
  joined: object[] = [];
  renewed = 0;
  resets: object[] = [];
  people: object[] = [];
  invitations: ReturnType<typeof invitationOf>[] = [];
  /** Consents, the newest first. */
  said: { version: number; isGiven: boolean; at: string }[] = [];

  get answers(): Record<string, Answer> {
    const grant = () => ({ accessToken: "token", expiresAt: new Date(Date.now() + 600_000).toISOString() });
    return {
      "/api/sessions/challenges": json({ nonce: "abcdef0123456789", issuedAt: ago(0), expiresAt: ago(-300_000) }),
      "/api/sessions/password": async (route) => {
        const { code } = route.request().postDataJSON() as { code?: string };
        return code === undefined ? json({ ...STEP_UP, code: "identity.code-needed" }, 401)(route) : json(grant(), 201)(route);
      },
      "/api/sessions/refresh": (route) => {
        this.renewed++;
        return this.open.length > 0 ? json(grant())(route) : route.fulfill({ status: 401, json: {} });
      },
      "/api/sessions(/\\w+)?": async (route) => {
        const [method, id] = [route.request().method(), new URL(route.request().url()).pathname.split("/")[3]];
        if (method === "POST") {
          this.messages.push((route.request().postDataJSON() as { message: string }).message);
          return json(grant())(route);
        }
        if (method === "GET") return json({ items: this.open })(route);
        if (this.hasEnded) return json({ ...STEP_UP, code: "platform.unauthorised" }, 401)(route);
        if (id !== "current" && !this.isProven) return json(STEP_UP, 401)(route);
        this.open = id === undefined || id === "current" ? [] : this.open.filter((one) => one.id !== id);
        return route.fulfill({ status: 204 });
      },
      "/api/sessions/current/proof": (route) => {
        this.isProven = true;
        return json(grant())(route);
      },
      "/api/keys(/\\w+)?(/rotation)?": async (route) => {
        const [method, revoked] = [route.request().method(), new URL(route.request().url()).pathname.split("/")[3]];
        if (method === "GET") return json({ items: this.keys })(route);
        if (method === "DELETE") {
          this.keys = this.keys.filter(({ id }) => id !== revoked);
          return route.fulfill({ status: 204 });
        }
        if (!this.isProven) return json(STEP_UP, 401)(route);
        const { name, scopes } = route.request().postDataJSON() as { name: string; scopes: string[] };
        this.keys.unshift(keyOf("0123456789ab", name, scopes));
        return json({ id: "0123456789ab", key: `waybill_0123456789ab_${"s".repeat(43)}00000000`, expiresAt: ago(-HOUR) }, 201)(route);
      },
      "/api/me/passkeys": json({ items: [] }),
      "/api/members/q/password-reset": json({ token: "r".repeat(43), expiresAt: ago(-HOUR) }, 201),
      "/api/password-resets": (route) => {
        const given = route.request().postDataJSON() as { code?: string };
        this.resets.push(given);
        return given.code === undefined ? json({ ...STEP_UP, code: "identity.code-needed" }, 401)(route) : route.fulfill({ status: 204 });
      },
      "/api/members(/\\w+)?": async (route) => {
        if (route.request().method() === "GET")
          return json({ items: this.people, roles: ["supplier", "warehouse", "auditor", "admin"] })(route);
        const { role } = route.request().postDataJSON() as { role: string };
        this.people = this.people.map((one) => ({ ...one, role, isInForce: true }));
        return route.fulfill({ status: 204 });
      },
      "/api/me/consents(/[\\w-]+)?": (route) => {
        const method = route.request().method();
        const [last] = this.said;
        const isGiven = last?.isGiven === true && last.version === 2;
        if (method === "GET")
          return json({ items: [{ purpose: "address-to-organisation", version: 2, isGiven, history: this.said }] })(route);
        const { version } = method === "PUT" ? (route.request().postDataJSON() as { version: number }) : { version: 2 };
        this.said.unshift({ version, isGiven: method === "PUT", at: ago(0) });
        return route.fulfill({ status: 204 });
      },
      "/api/me/export": json({ person: "p", exportedAt: ago(0), tables: {} }),
      "/api/me": (route) => {
        if (route.request().method() !== "DELETE") return json(me(this.organisation, this.person, this.awaitsChain))(route);
        if (!this.isProven) return json(STEP_UP, 401)(route);
        this.open = [];
        return route.fulfill({ status: 204 });
      },
      "/api/invitations(/\\w+)?": (route) => {
        const method = route.request().method();
        if (method === "GET") return json({ items: this.invitations, next: null })(route);
        if (method === "DELETE") {
          const before = this.invitations.length;
          this.invitations = this.invitations.filter(({ id }) => !route.request().url().endsWith(`/${id}`));
          return before > this.invitations.length ? route.fulfill({ status: 204 }) : json(TAKEN, 404)(route);
        }
        this.invitations.push(invitationOf(`made${this.invitations.length}`, "supplier"));
        return json({ token: "i".repeat(43), expiresAt: ago(-HOUR) }, 201)(route);
      },
      "/api/audit": json({ items: [], next: null }),
      "/api/people": (route) => {
        this.joined.push(route.request().postDataJSON() as object);
        this.person = { email: "ann@farm.example", hasSecondFactor: false };
        return json(grant(), 201)(route);
      },
      "/api/me/second-factor": async (route) => {
        if (route.request().method() === "POST") return json({ secret: "GEZDGNBVGY3TQOJQ", uri: "otpauth://totp/Waybill:ann" }, 201)(route);
        this.person.hasSecondFactor = true;
        return json({ codes: Array.from({ length: 10 }, (_, index) => `AAAA-BBBB-CCCC-DDDD-EEEE-FFF${index}`) })(route);
      },
    };
  }
}

async function signIn(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByTestId("demo-wallet-sign").click();
}

describe("the account page", function () {
  this.timeout(90_000);
  let stage: Stage;
  before(async function () {
    this.timeout(180_000);
    stage = await getStage();
  });

  it("signs in with a message that names this very page, ends another session after a fresh proof, and signs out", async () => {
    const sessions = new Sessions();
    const { page, complaints } = await openSupplier(stage, sessions.answers);
    await connect(page, "/account");
    expect(await objectionsTo(page), "signed out").to.deep.equal([]);
    await signIn(page);
    await page.getByRole("heading", { name: "Where you are signed in" }).waitFor();
    const host = new URL(page.url()).host;
    expect(sessions.messages[0]).to.match(new RegExp(`^${host} wants you to sign in with your Ethereum account:\n${ACCOUNT}\n`));
    expect(sessions.messages[0]).to.include(`URI: http://${host}`).and.include("Nonce: abcdef0123456789");
    await page.getByRole("row", { name: /Chrome on Linux.*This one/ }).waitFor();
    expect(await page.getByRole("main").getByText("Glades Row Farms").count()).to.equal(1);
    expect(await objectionsTo(page), "signed in").to.deep.equal([]);

    await page.getByRole("button", { name: "Sign it out: Firefox on Android" }).click();
    await page.getByRole("button", { name: "Sign to prove it" }).click();
    await page.getByTestId("demo-wallet-sign").click();
    await page.getByRole("row", { name: /Firefox on Android/ }).waitFor({ state: "detached" });
    await page.reload();
    await page.getByRole("row", { name: /Chrome on Linux/ }).waitFor();
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    expect(sessions.open).to.deep.equal([]);
    expect(
      complaints.filter((one) => !one.includes("401")),
      "but for the proof that was asked for",
    ).to.deep.equal([]);
    await page.close();
  });

  it("makes a key after a fresh proof, shows it once, and revokes it", async () => {
    const sessions = new Sessions();
    const { page } = await openSupplier(stage, sessions.answers);
    await connect(page, "/account");
    await signIn(page);
    await page.getByText("Your organisation has no keys.").waitFor();
    await page.getByRole("button", { name: "Make the key" }).click();
    await page.getByText("Say what the key is for.").waitFor();
    expect(await objectionsTo(page), "form with its problem").to.deep.equal([]);
    await page.getByLabel("What it is for").fill("Scanner at dock 3");
    await page.getByRole("button", { name: "Make the key" }).click();
    await page.getByRole("group", { name: "Prove that it is you" }).waitFor();
    expect(sessions.keys).to.deep.equal([]);
    expect(await objectionsTo(page), "asked to prove it").to.deep.equal([]);
    await page.getByRole("button", { name: "Sign to prove it" }).click();
    await page.getByTestId("demo-wallet-sign").click();
    expect(await page.getByTestId("new-key").innerText()).to.match(/^waybill_0123456789ab_s+0+$/);
    const row = page.getByRole("row", { name: /Scanner at dock 3/ });
    await row.getByText("To state what happened").waitFor();
    expect(await objectionsTo(page), "key").to.deep.equal([]);
    await page.getByRole("button", { name: "I have kept it" }).click();
    await page.getByTestId("new-key").waitFor({ state: "detached" });
    await row.getByRole("button", { name: "Revoke the key: Scanner at dock 3" }).click();
    await page.getByText("Your organisation has no keys.").waitFor();
    await page.close();
  });

  it("keeps what was typed until there is a key, and shows the key until it is kept or itself revoked", async () => {
    const sessions = new Sessions();
    sessions.keys = [keyOf("ba9876543210", "Old scanner", ["capture"])];
    const { page } = await openSupplier(stage, sessions.answers);
    await connect(page, "/account");
    await signIn(page);
    await page.getByLabel("What it is for").fill("New scanner");
    await page.getByRole("button", { name: "Make the key" }).click();
    await page.getByRole("button", { name: "Leave it" }).click();
    await page.getByRole("group", { name: "Prove that it is you" }).waitFor({ state: "detached" });
    expect(await page.getByLabel("What it is for").inputValue()).to.equal("New scanner");
    sessions.isProven = true;
    await page.getByRole("button", { name: "Make the key" }).click();
    await page.getByTestId("new-key").waitFor();
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>("input[maxlength='80']")?.value === "");
    await page.getByRole("button", { name: "Revoke the key: Old scanner" }).click();
    await page.getByRole("row", { name: /Old scanner/ }).waitFor({ state: "detached" });
    expect(await page.getByTestId("new-key").count()).to.equal(1);
    await page.getByRole("button", { name: "Revoke the key: New scanner" }).click();
    await page.getByTestId("new-key").waitFor({ state: "detached" });
    await page.close();
  });

  it("invites somebody, who joins by e-mail, sets up an authenticator app, and signs in with its code", async () => {
    const sessions = new Sessions();
    const { page, site } = await openSupplier(stage, sessions.answers);
    await connect(page, "/account");
    await signIn(page);
    await page.getByRole("button", { name: "Invite somebody" }).click();
    const link = await page.getByTestId("invitation").innerText();
    expect(link).to.equal(`${site.origin}/account/invitation#${"i".repeat(43)}`);
    expect(await objectionsTo(page), "invited").to.deep.equal([]);
    await page.evaluate(() => localStorage.clear());

    await page.goto(link);
    await page.getByLabel("E-mail address").fill("ann@farm.example");
    await page.getByLabel("Password").fill("correct horse battery staple");
    expect(await objectionsTo(page), "joining").to.deep.equal([]);
    await page.getByRole("button", { name: "Join" }).click();
    await page.getByRole("heading", { name: "One step more: a second factor" }).waitFor();
    expect(await objectionsTo(page), "needs a second factor").to.deep.equal([]);
    expect(sessions.joined).to.deep.equal([
      { invitation: "i".repeat(43), email: "ann@farm.example", password: "correct horse battery staple" },
    ]);
    await page.getByRole("button", { name: "Set up an authenticator app" }).click();
    await page.getByRole("img", { name: /^QR code/ }).waitFor();
    expect(await page.getByTestId("totp-secret").innerText()).to.equal("GEZDGNBVGY3TQOJQ");
    expect(await objectionsTo(page), "setting up").to.deep.equal([]);
    await page.getByLabel("Code").fill("123456");
    await page.getByRole("button", { name: "Turn it on" }).click();
    await page.getByTestId("recovery-codes").waitFor();
    expect(await page.getByTestId("recovery-codes").getByRole("listitem").count()).to.equal(10);
    expect(await objectionsTo(page), "recovery codes").to.deep.equal([]);
    await page.getByRole("button", { name: "I have kept the codes: go on" }).click();
    await page.getByText("Your authenticator app is asked for").waitFor();
    expect(sessions.renewed, "the token of before allows less").to.be.greaterThan(0);
    expect(await objectionsTo(page), "set up").to.deep.equal([]);

    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.getByRole("button", { name: "By e-mail instead" }).click();
    await page.getByLabel("E-mail address").fill("ann@farm.example");
    await page.getByLabel("Password").fill("correct horse battery staple");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByLabel("Code").fill("123456");
    expect(await objectionsTo(page), "asked for a code").to.deep.equal([]);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("ann@farm.example").waitFor();
    await page.close();
  });

  it("lists the invitations that can still be taken, withdraws one, and says so when it was taken meanwhile", async () => {
    const sessions = new Sessions();
    sessions.invitations = [invitationOf("first", "supplier"), invitationOf("second", "auditor")];
    const { page } = await openSupplier(stage, sessions.answers);
    await connect(page, "/account");
    await signIn(page);
    const table = page.getByRole("region", { name: "Open invitations" });
    await table.getByText("b…@farm.example").first().waitFor();
    expect(await table.innerText())
      .to.include("in 6 days")
      .and.include("auditor");
    expect(await objectionsTo(page), "listed").to.deep.equal([]);
    await table.getByRole("button", { name: "Withdraw the invitation to be supplier, made by b…@farm.example" }).click();
    await table.getByText("supplier").waitFor({ state: "detached" });
    expect(sessions.invitations.map(({ id }) => id)).to.deep.equal(["second"]);
    sessions.invitations = [];
    await table.getByRole("button", { name: /^Withdraw/ }).click();
    await page.getByText("It was taken or withdrawn, or has ended.").waitFor();
    await page.getByText("No invitation is open.").waitFor();
    await page.getByText("What was done about people").click();
    await page.getByText("Invited, joined, changed, removed").waitFor();
    expect(await objectionsTo(page), "none").to.deep.equal([]);
    await page.getByRole("button", { name: "Invite somebody" }).click();
    await table.getByText("b…@farm.example").waitFor();
    await page.close();
  });

  it("makes a link for one of its people, by which a forgotten password is changed with the second factor", async () => {
    const sessions = new Sessions();
    sessions.people = [{ person: "q", email: "bo@farm.example", role: "supplier", isInForce: true, since: ago(HOUR) }];
    const { page } = await openSupplier(stage, sessions.answers);
    await connect(page, "/account");
    await signIn(page);
    await page.getByRole("button", { name: "Reset password of bo@farm.example" }).click();
    const link = await page.getByTestId("password-reset").innerText();
    expect(link).to.equal(`${new URL(page.url()).origin}/account/reset#${"r".repeat(43)}`);
    expect(await objectionsTo(page), "link").to.deep.equal([]);
    await page.evaluate(() => localStorage.clear());

    await page.goto(link);
    await page.getByLabel("A new password").fill("a better password");
    expect(await objectionsTo(page), "choosing").to.deep.equal([]);
    await page.getByRole("button", { name: "Change the password" }).click();
    await page.getByLabel("Code").fill("123456");
    expect(await objectionsTo(page), "asked for a code").to.deep.equal([]);
    await page.getByRole("button", { name: "Change the password" }).click();
    await page.getByText("Your password was changed").waitFor();
    expect(sessions.resets.at(-1)).to.deep.equal({ reset: "r".repeat(43), password: "a better password", code: "123456" });
    expect(await objectionsTo(page), "changed").to.deep.equal([]);
    await page.getByRole("link", { name: "Sign in" }).click();
    await page.getByRole("button", { name: "By e-mail instead" }).click();
    await page.getByText(/^Forgotten your password\? Ask an admin/).waitFor();
    await page.close();
  });

  it("shows what everybody is, lets an admin change it, and says for whom that is to everybody else", async () => {
    const sessions = new Sessions();
    sessions.people = [{ person: "q", email: "bo@farm.example", role: "carrier", isInForce: false, since: ago(HOUR) }];
    const { page } = await openSupplier(stage, sessions.answers);
    await connect(page, "/account");
    await signIn(page);
    expect(await page.getByTestId("roles").innerText()).to.equal("supplier and admin");
    const row = page.getByRole("row", { name: /bo@farm\.example/ });
    await row.getByText("Not in force: your organisation is not that on chain").waitFor();
    expect(await objectionsTo(page), "people").to.deep.equal([]);
    await row.getByRole("combobox", { name: "Role of bo@farm.example" }).click();
    await page.getByRole("option", { name: "warehouse staff" }).click();
    await row.getByText("Not in force").waitFor({ state: "detached" });
    expect(sessions.people).to.have.nested.property("[0].role", "warehouse");

    sessions.person = { email: "bo@farm.example", hasSecondFactor: true };
    await page.reload();
    await page.getByText("Here you are: supplier. This is for: admin.").waitFor();
    expect(await page.getByRole("button", { name: "Invite somebody" }).count()).to.equal(0);
    expect(await page.getByRole("button", { name: "Make the key" }).count()).to.equal(0);
    expect(await objectionsTo(page), "not an admin").to.deep.equal([]);
    await page.close();
  });

  it("gives out everything that is kept about somebody, and erases who proves to be it", async () => {
    const sessions = new Sessions();
    const { page } = await openSupplier(stage, sessions.answers);
    await connect(page, "/account");
    await signIn(page);
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download everything" }).click()]);
    expect(file.suggestedFilename()).to.equal("waybill-my-data.json");
    await page.getByRole("button", { name: "Erase me" }).click();
    await page.getByText("There is no way back").waitFor();
    expect(await objectionsTo(page), "asked whether").to.deep.equal([]);
    await page.getByRole("button", { name: "Stay" }).click();
    await page.getByRole("button", { name: "Erase me" }).click();
    await page.getByRole("button", { name: "Erase me for ever" }).click();
    await page.getByRole("group", { name: "Prove that it is you" }).waitFor();
    expect(sessions.open).to.have.length(2);
    await page.getByRole("button", { name: "Sign to prove it" }).click();
    await page.getByTestId("demo-wallet-sign").click();
    await page.getByRole("button", { name: "Sign in", exact: true }).waitFor();
    expect(sessions.open).to.deep.equal([]);
    await page.close();
  });

  it("allows what is asked in plain words, takes it back, and shows all that was said", async () => {
    const sessions = new Sessions();
    sessions.said = [{ version: 1, isGiven: true, at: ago(400 * 24 * HOUR) }];
    const { page, complaints } = await openSupplier(stage, sessions.answers);
    await connect(page, "/account");
    await signIn(page);
    const consent = page.locator("[data-consent]");
    const allow = consent.getByRole("switch", { name: /Admins of my organisations see my whole e-mail address/ });
    await consent.getByText("Not allowed: the words have changed since you allowed it").waitFor();
    expect(await allow.isChecked()).to.equal(false);
    expect(await objectionsTo(page), "not allowed").to.deep.equal([]);
    await allow.focus();
    await page.keyboard.press("Space");
    await consent.getByText("Allowed since").waitFor();
    expect(sessions.said[0]).to.include({ version: 2, isGiven: true });
    await allow.click();
    await consent.getByText("Not allowed", { exact: true }).waitFor();
    await consent.getByText("What you have said so far", { exact: true }).click();
    const said = await consent.getByRole("row").allInnerTexts();
    expect(said.map((row) => /Allowed|Taken back/.exec(row)?.[0]).slice(1)).to.deep.equal(["Taken back", "Allowed", "Allowed"]);
    expect(await objectionsTo(page), "taken back").to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("shows nothing of the person before to whoever signs in next, when a session had ended elsewhere", async () => {
    const sessions = new Sessions();
    const { page } = await openSupplier(stage, sessions.answers);
    await connect(page, "/account");
    await signIn(page);
    await page.getByRole("main").getByText("Glades Row Farms").waitFor();
    sessions.hasEnded = true;
    await page.getByRole("button", { name: "Sign it out: Firefox on Android" }).click();
    sessions.organisation = { ...party, name: "Mill Lane Flour" };
    await signIn(page);
    await page.getByRole("heading", { name: "Where you are signed in" }).waitFor();
    const told = await page.getByRole("main").innerText();
    expect(told).to.include("Mill Lane Flour").and.not.to.include("Glades Row Farms");
    await page.close();
  });

  it("says so when the person acts for no organisation, and when the session has ended meanwhile", async () => {
    const sessions = new Sessions();
    sessions.organisation = null;
    const { page } = await openSupplier(stage, sessions.answers);
    await connect(page, "/account");
    await signIn(page);
    await page.getByText("You act for no organisation").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    sessions.open = [];
    await page.reload();
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    await page.close();
  });

  it("says that it is not known yet for whom the person acts while the chain is read, and asks again by itself", async () => {
    const sessions = new Sessions();
    Object.assign(sessions, { organisation: null, awaitsChain: true });
    const { page } = await openSupplier(stage, sessions.answers);
    await connect(page, "/account");
    await signIn(page);
    await page.getByText("It is not known yet for whom you act").waitFor();
    expect(await page.getByText("You act for no organisation").count()).to.equal(0);
    expect(await page.getByRole("link", { name: "Register an organisation" }).count()).to.equal(0);
    expect(await objectionsTo(page)).to.deep.equal([]);
    Object.assign(sessions, { organisation: party, awaitsChain: false });
    await page.getByTestId("roles").waitFor();
    expect(await page.getByText("It is not known yet").count()).to.equal(0);
    await page.close();
  });
});
