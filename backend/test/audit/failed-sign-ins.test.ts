import type { AuditEntry } from "@waybill/protocol/audit/entry";
import type { AccessGrant, Me } from "@waybill/protocol/schemas/api/identity";
import { expect } from "chai";
import type { Request, Response } from "express";
import { IDENTITY_PROBLEMS } from "../../src/modules/identity/identity.errors.ts";
import { ProblemError } from "../../src/platform/errors.ts";
import { createRefusals } from "../../src/platform/http/refusals.ts";
import { PLATFORM_PROBLEMS } from "../../src/platform/problems.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { register } from "../support/organisations.ts";
import { challengeOf, keysAlone, messageOf, sendSignIn, signInAs } from "../support/sessions.ts";
import { waitFor } from "../support/wait-for.ts";

const PASSWORD = "correct horse battery staple";
const EMAIL = "ann@farm.example";

describe("failed sign-ins", () => {
  let backend: TestBackend;
  let owner = "";
  let person = "";
  let now = new Date("2026-06-01T10:00:00Z");
  const pass = (seconds: number) => (now = new Date(now.getTime() + seconds * 1000));
  before(async () => {
    backend = await startTestBackend({ HTTP_BASIC: "on" }, { clock: { now: () => now }, verifySignature: keysAlone });
    for (const name of ["farm", "mill"]) await register(backend, name);
    owner = (await signInAs(backend, "farm")).accessToken;
    const { token: invitation } = (await backend.request("POST", "/api/invitations", { body: {}, token: owner })).json<{ token: string }>();
    const joined = await backend.request("POST", "/api/people", { body: { invitation, email: EMAIL, password: PASSWORD } });
    person = (await me(joined.json<AccessGrant>().accessToken)).person;
  });
  beforeEach(() => pass(3600));
  after(() => backend.stop());

  const me = async (token: string) => (await backend.request("GET", "/api/me", { token })).json<Me>();
  const signIn = (email: string, password: string) => backend.request("POST", "/api/sessions/password", { body: { email, password } });
  /** Those of the log, once there are as many. */
  const noted = (action: string, subject: string | RegExp, count: number) =>
    waitFor(`${count} of ${action}`, async () => {
      const { rows } = await backend.app.db.pool.query<AuditEntry>(
        "SELECT actor, subject, outcome, details FROM audit_entries WHERE action = $1 AND at >= $2 AND subject ~ $3 ORDER BY sequence",
        [action, now, typeof subject === "string" ? `^${subject}$` : subject.source],
      );
      return rows.length >= count ? rows : undefined;
    });

  it("name the person at whose account they were tried, and who is nobody by a hash that tells one from another", async () => {
    for (const email of [EMAIL, "ANN@farm.example", "nobody@farm.example", "noone@farm.example", "nobody@farm.example"])
      expect((await signIn(email, "wrong")).status).to.equal(401);
    const [known] = await noted("sign-in.failed", person, 1);
    const details = { problem: "identity.wrong-password", route: "POST /api/sessions/password", leftOut: 0 };
    expect(known).to.deep.equal({ actor: "nobody", subject: person, outcome: "refused", details });
    const unknown = await noted("sign-in.failed", /^unknown:[0-9a-f]{32}$/, 2);
    expect(new Set(unknown.map(({ subject }) => subject)).size).to.equal(2);
  });

  it("are told of by the log as often as they were, also when no further one comes", async () => {
    const refusals = createRefusals(backend.app);
    const response = { locals: { route: "/api/sessions/password" } } as unknown as Response;
    const fail = (claimed: string) =>
      refusals.note(Object.assign(new ProblemError(IDENTITY_PROBLEMS.wrongPassword), { claimed }), { method: "POST" } as Request, response);
    for (let time = 0; time < 7; time++) fail("ann");
    fail("bob");
    for (let time = 0; time < 3; time++) fail("cleo");
    pass(61);
    refusals.sweep();
    await noted("sign-in.failed", "cleo", 1);
    for (let time = 0; time < 3; time++) fail("ann");
    pass(-61);
    // More callers than are remembered: those of before are written down, and not forgotten.
    for (let caller = 0; caller < 1_100; caller++)
      refusals.note(new ProblemError(PLATFORM_PROBLEMS.badRequest), { method: `M${caller}` } as Request, response);
    await refusals.stop();
    const sum = async (subject: string) => {
      const entries = await noted("sign-in.failed", subject, 1);
      return entries.reduce((total, { details }) => total + 1 + Number(details["leftOut"]), 0);
    };
    expect([await sum("ann"), await sum("bob"), await sum("cleo")]).to.deep.equal([10, 1, 3]);
  });

  it("name whoever holds the wallet that did not sign, and whoever showed a password that is locked", async () => {
    const { person: holder } = await me((await signInAs(backend, "farm")).accessToken);
    expect((await sendSignIn(backend, messageOf(backend, await challengeOf(backend), "farm"), "mill")).status).to.equal(403);
    const [byWallet] = await noted("sign-in.failed", holder, 1);
    expect(byWallet?.details["problem"]).to.equal("identity.wrong-sign-in");
    for (let time = 0; time < 10; time++) await signIn(EMAIL, "wrong");
    expect((await signIn(EMAIL, PASSWORD)).status).to.equal(429);
    const found = await noted("sign-in.failed", person, 2);
    expect(found.map(({ details }) => details["problem"])).to.include("identity.too-many-attempts");
  });

  it("are told from a password that is right with each request, which is noted once a day", async () => {
    const headers = { Authorization: `Basic ${Buffer.from(`${EMAIL}:${PASSWORD}`).toString("base64")}` };
    for (let time = 0; time < 3; time++) expect((await backend.request("GET", "/api/cart", { headers })).status).to.equal(200);
    expect((await noted("password.taken", person, 1)).map(({ outcome }) => outcome)).to.deep.equal(["done"]);
    pass(86_400);
    expect((await backend.request("GET", "/api/cart", { headers })).status).to.equal(200);
    expect((await noted("password.taken", person, 1)).length).to.equal(1);
    await backend.app.db.pool.query("DELETE FROM sign_in_attempts");
    const wrong = { Authorization: `Basic ${Buffer.from(`${EMAIL}:wrong`).toString("base64")}` };
    expect((await backend.request("GET", "/api/cart", { headers: wrong })).status).to.equal(401);
    expect((await noted("sign-in.failed", person, 1))[0]?.details["route"]).to.equal("GET /api/cart");
  });
});
