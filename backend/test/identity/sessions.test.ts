import type { Me, SessionView } from "@waybill/protocol/schemas/api/identity";
import { expect } from "chai";
import { applyRetention } from "../../src/modules/privacy/apply-retention.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { accountOf, register, tokenOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";
import { challengeOf, keysAlone, messageOf, refresh, signedOf, signInAs } from "../support/sessions.ts";

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

describe("sessions", () => {
  let backend: TestBackend;
  let now = new Date("2026-06-01T10:00:00Z");
  const pass = (seconds: number) => (now = new Date(now.getTime() + seconds * 1000));
  before(async () => {
    backend = await startTestBackend({}, { clock: { now: () => now }, verifySignature: keysAlone });
    await register(backend, "farm");
  });
  after(() => backend.stop());

  const me = (token: string) => backend.request("GET", "/api/me", { token });
  const list = async (token: string) => (await backend.request("GET", "/api/sessions", { token })).json<{ items: SessionView[] }>().items;

  const prove = async (token: string) => {
    const message = messageOf(backend, await challengeOf(backend), "farm");
    const body = { message, signature: await accountOf("farm").signMessage({ message }) };
    return backend.request("POST", "/api/sessions/current/proof", { body, token });
  };

  it("act for the organisation whose wallet signed in", async () => {
    const { accessToken } = await signInAs(backend, "farm");
    const answer = await me(accessToken);
    expect(answer.status, answer.text).to.equal(200);
    expect(answer.json<Me>()).to.deep.include({
      wallets: [accountOf("farm").address],
      methods: ["swk"],
      roles: ["customer", "admin", "supplier"],
    });
    expect(answer.json<Me>().organisation?.name).to.equal("farm");
    const again = await me((await signInAs(backend, "farm")).accessToken);
    expect(again.json<Me>().person).to.equal(answer.json<Me>().person);
  });

  it("have a cookie that no script reads, no other site sends, and no other host of the domain sets", async () => {
    const challenge = await signInAs(backend, "farm");
    const answer = await refresh(backend, challenge.cookie);
    expect(answer.headers.get("set-cookie")).to.match(
      /^__Host-waybill-refresh=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict; Max-Age=604800$/,
    );
    expect(answer.headers.get("cache-control")).to.equal("no-store");
  });

  it("go on for ten minutes by an access token, and longer by the cookie, which is new each time", async () => {
    const first = await signInAs(backend, "farm");
    pass(599);
    expect((await me(first.accessToken)).status).to.equal(200);
    pass(1);
    expect((await me(first.accessToken)).status).to.equal(401);
    const next = await refresh(backend, first.cookie);
    expect(next.status, next.text).to.equal(200);
    const second = signedOf(next);
    expect(second.cookie).not.to.equal(first.cookie);
    expect((await me(second.accessToken)).status).to.equal(200);
  });

  it("end for everybody when a refresh token comes back after its grace: one of the two has copied it", async () => {
    const stolen = await signInAs(backend, "farm");
    const kept = signedOf(await refresh(backend, stolen.cookie));
    pass(11);
    expectProblem(await refresh(backend, stolen.cookie), 401, "identity.session-ended");
    expectProblem(await refresh(backend, kept.cookie), 401, "identity.session-ended");
    expect((await me(kept.accessToken)).status).to.equal(401);
  });

  it("outlive two tabs that ask at once, and an answer that was lost", async () => {
    const { cookie } = await signInAs(backend, "farm");
    const both = await Promise.all([refresh(backend, cookie), refresh(backend, cookie)]);
    expect(both.map(({ status }) => status)).to.deep.equal([200, 200]);
    pass(10);
    expect((await refresh(backend, cookie)).status).to.equal(200);
    const [one, other] = both.map((answer) => signedOf(answer));
    pass(60);
    expect((await refresh(backend, one?.cookie ?? "")).status).to.equal(200);
    // Whichever the browser kept: the other was replaced with it, and is a copy from then on.
    pass(60);
    expectProblem(await refresh(backend, other?.cookie ?? ""), 401, "identity.session-ended");
    expectProblem(await refresh(backend, one?.cookie ?? ""), 401, "identity.session-ended");
  });

  it("end after a day without use, and after a week in any case", async () => {
    const idle = await signInAs(backend, "farm");
    pass(24 * 3_600);
    expectProblem(await refresh(backend, idle.cookie), 401, "identity.session-ended");
    let { cookie } = await signInAs(backend, "farm");
    for (let day = 0; day < 7; day++) {
      pass(24 * 3_600 - 60);
      cookie = signedOf(await refresh(backend, cookie)).cookie;
    }
    pass(7 * 60);
    expectProblem(await refresh(backend, cookie), 401, "identity.session-ended");
  });

  it("are continued by pages of our own alone", async () => {
    const { cookie } = await signInAs(backend, "farm");
    for (const headers of [
      { Origin: "https://evil.example" },
      { Origin: "null" },
      { "Sec-Fetch-Site": "cross-site" },
      { "Sec-Fetch-Site": "same-site" },
    ] as Record<string, string>[])
      expectProblem(await refresh(backend, cookie, headers), 403, "platform.cross-site");
    const withoutOrigin = await backend.request("POST", "/api/sessions/refresh", { headers: { Cookie: cookie } });
    expectProblem(withoutOrigin, 403, "platform.cross-site");
    expect((await refresh(backend, cookie)).status).to.equal(200);
    for (const none of ["", "__Host-waybill-refresh=x", `other=${cookie.split("=")[1]}`, `__Host-waybill-refresh=${"A".repeat(43)}`])
      expectProblem(await refresh(backend, none), 401, "identity.session-ended");
  });

  it("are listed with what they run on, and ended by their own person alone, after a fresh proof", async () => {
    await backend.app.db.pool.query("DELETE FROM sessions");
    let here = await signInAs(backend, "farm", { "User-Agent": FIREFOX });
    pass(1);
    const there = await signInAs(backend, "farm");
    const thief = await signInAs(backend, "thief");
    const items = await list(here.accessToken);
    expect(items.map(({ device, isCurrent }) => [device, isCurrent])).to.deep.equal([
      ["a program", false],
      ["Firefox on Linux", true],
    ]);
    const id = items[0]?.id ?? "";
    const end = (token: string, path: string) => backend.request("DELETE", `/api/sessions${path}`, { token });
    pass(299);
    for (const path of [`/${id}`, ""]) expectProblem(await end(here.accessToken, path), 401, "platform.step-up-required");
    here = signedOf(await prove(here.accessToken));
    expectProblem(await end(thief.accessToken, `/${id}`), 404, "identity.unknown-session");
    expect((await end(here.accessToken, `/${id}`)).status).to.equal(204);
    expectProblem(await end(here.accessToken, `/${id}`), 404, "identity.unknown-session");
    expect((await me(there.accessToken)).status).to.equal(401);
    expect((await refresh(backend, there.cookie)).status).to.equal(401);
    expect(await list(here.accessToken)).to.have.length(1);
  });

  it("go on by another token and another cookie after a fresh proof, and by those from before no more", async () => {
    const before = await signInAs(backend, "farm");
    pass(60);
    const after = signedOf(await prove(before.accessToken));
    expect((await me(after.accessToken)).status).to.equal(200);
    for (const path of ["/api/me", "/api/reports"])
      expect((await backend.request("GET", path, { token: before.accessToken })).status, path).to.equal(401);
    expect((await refresh(backend, after.cookie)).status).to.equal(200);
    pass(11);
    expectProblem(await refresh(backend, before.cookie), 401, "identity.session-ended");
  });

  it("read nothing and write nothing any more from the moment they end", async () => {
    const { accessToken: token, cookie } = await signInAs(backend, "farm");
    const out = await backend.request("DELETE", "/api/sessions/current", { token });
    expect(out.status).to.equal(204);
    expect(out.headers.get("set-cookie")).to.include("__Host-waybill-refresh=;").and.include("Max-Age=0");
    expect((await backend.request("PUT", "/api/reports/x/answer", { body: { text: "Thanks." }, token })).status).to.equal(401);
    expect((await backend.request("DELETE", "/api/sessions", { token })).status).to.equal(401);
    for (const path of ["/api/me", "/api/reports", "/api/orders", "/api/exchange/partners"])
      expect((await backend.request("GET", path, { token })).status, path).to.equal(401);
    expect((await refresh(backend, cookie)).status).to.equal(401);
  });

  it("end all at once when their person wishes", async () => {
    const [one, two] = [await signInAs(backend, "farm"), await signInAs(backend, "farm")];
    const thief = await signInAs(backend, "thief");
    expect((await backend.request("DELETE", "/api/sessions", { token: one.accessToken })).status).to.equal(204);
    for (const { accessToken } of [one, two]) expect((await me(accessToken)).status).to.equal(401);
    expect((await me(thief.accessToken)).status).to.equal(200);
  });

  it("are for people: a key is none, and what is in the database opens none", async () => {
    expectProblem(await me(await tokenOf(backend, accountOf("farm").address)), 403, "platform.forbidden");
    const { cookie } = await signInAs(backend, "farm");
    const { rows } = await backend.app.db.pool.query<{ row: string }>(
      "SELECT t::text AS row FROM refresh_tokens t UNION ALL SELECT s::text FROM sessions s",
    );
    const stored = rows.map(({ row }) => row).join(" ");
    expect(stored).not.to.include(cookie.split("=")[1]);
    const [, hash = ""] = /\(([0-9a-f]{64})/.exec(stored) ?? [];
    expect((await refresh(backend, `__Host-waybill-refresh=${hash.slice(0, 43)}`)).status).to.equal(401);
  });

  it("are forgotten when nobody can use them any more", async () => {
    await signInAs(backend, "farm");
    pass(8 * 24 * 3_600);
    await applyRetention(backend.app);
    const { rows } = await backend.app.db.pool.query("SELECT 1 FROM sessions UNION ALL SELECT 1 FROM refresh_tokens");
    expect(rows).to.deep.equal([]);
  });

  it("keep the footprint that a claim is drafted on, like a key", async () => {
    const body = { subject: "https://id.gs1.org/01/09521321000015/10/NOT-THERE" };
    const tokens = [(await signInAs(backend, "farm")).accessToken, await tokenOf(backend, accountOf("farm").address)];
    for (const token of tokens)
      expectProblem(await backend.request("POST", "/api/footprints", { token, body }), 404, "carbon.nothing-known");
    expect((await backend.request("POST", "/api/footprints", { body })).status).to.equal(401);
  });
});
