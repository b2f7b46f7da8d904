import { randomBytes } from "node:crypto";
import { PERSON_PURPOSES, PURPOSES } from "@waybill/protocol/privacy/purposes";
import type { ConsentView } from "@waybill/protocol/schemas/api/consents";
import type { Me } from "@waybill/protocol/schemas/api/identity";
import type { MemberList } from "@waybill/protocol/schemas/api/members";
import type { PersonExport } from "@waybill/protocol/schemas/api/privacy";
import type { ReceivedReport, ReportReceipt, ReportStatus } from "@waybill/protocol/schemas/api/reports";
import { expect } from "chai";
import { applyRetention } from "../../src/modules/privacy/apply-retention.ts";
import { finishErasures } from "../../src/modules/privacy/erase-person.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { emptyTables } from "../support/databases.ts";
import { captureSigned, LOT, observation } from "../support/events.ts";
import { register } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";
import { wholeSession } from "../support/second-factor.ts";
import { keysAlone, signInAs } from "../support/sessions.ts";

const EMAIL = "ann@farm.example";
const ADDRESS = "/api/me/consents/address-to-organisation";

describe("what rests on consent", () => {
  let backend: TestBackend;
  let now = new Date("2026-06-01T10:00:00Z");
  let owner = "";
  let ann = "";
  before(async () => {
    backend = await startTestBackend({}, { clock: { now: () => now }, verifySignature: keysAlone });
    await register(backend, "farm");
    await captureSigned(backend, observation(), "farm");
  });
  beforeEach(async () => {
    await emptyTables(backend.owner, ["consents", "persons", "reports", "report_parties", "report_answers"]);
    owner = (await signInAs(backend, "farm")).accessToken;
    const invitation = (await post("/api/invitations", {}, owner)).json<{ token: string }>().token;
    const joined = await post("/api/people", { invitation, email: EMAIL, password: "correct horse battery staple" });
    ann = (await wholeSession(backend, joined, now)).accessToken;
  });
  after(() => backend.stop());

  const post = (path: string, body: object, token?: string) => backend.request("POST", path, { body, ...(token && { token }) });
  const give = (version = 1, path = ADDRESS) => backend.request("PUT", path, { body: { version }, token: ann });
  const withdraw = (path = ADDRESS) => backend.request("DELETE", path, { token: ann });
  const consents = async () => (await backend.request("GET", "/api/me/consents", { token: ann })).json<{ items: ConsentView[] }>().items;
  const said = async () => (await consents())[0]?.history.map(({ isGiven }) => isGiven);
  const seenByOwner = async () =>
    (await backend.request("GET", "/api/members", { token: owner })).json<MemberList>().items.map(({ email }) => email);
  const acts = async () =>
    (
      await backend.app.db.pool.query<{ action: string; actor: string; subject: string; details: object }>(
        "SELECT action, actor, subject, details FROM audit_entries WHERE action LIKE 'consent.%' ORDER BY sequence DESC",
      )
    ).rows;
  const rows = async () => Number((await backend.app.db.pool.query<{ n: string }>("SELECT count(*) AS n FROM consents")).rows[0]?.n);

  describe("of a person", () => {
    it("is not done before it says so, for any purpose", async () => {
      expect((await consents()).map(({ purpose }) => purpose)).to.deep.equal(PERSON_PURPOSES);
      for (const { isGiven, history } of await consents()) expect({ isGiven, history }).to.deep.equal({ isGiven: false, history: [] });
      expect(await seenByOwner()).to.deep.equal(["a…@farm.example"]);
    });

    it("is done until it is taken back, and all that was said is kept", async () => {
      expect((await give()).status).to.equal(204);
      expect((await give()).status, "once more").to.equal(204);
      expect(await seenByOwner()).to.deep.equal([EMAIL]);
      expect((await withdraw()).status).to.equal(204);
      expect((await withdraw()).status, "once more").to.equal(204);
      expect(await seenByOwner()).to.deep.equal(["a…@farm.example"]);
      expect((await give()).status).to.equal(204);
      expect(await said()).to.deep.equal([true, false, true]);
      expect((await consents())[0]).to.include({ isGiven: true, version: 1 });
    });

    it("is written to the audit log, once for each change", async () => {
      const { person } = (await backend.request("GET", "/api/me", { token: ann })).json<Me>();
      for (let time = 0; time < 2; time++) await give();
      await withdraw();
      const [withdrawn, given] = await acts();
      const entry = { actor: `person:${person}`, subject: person, details: { purpose: "address-to-organisation", version: 1 } };
      expect(given).to.deep.equal({ action: "consent.given", ...entry });
      expect(withdrawn).to.deep.equal({ action: "consent.withdrawn", ...entry });
      expect((await acts()).filter(({ subject }) => subject === person)).to.have.length(2);
    });

    it("is refused for other words than hold now, for no such purpose, and to nobody; then nothing has changed", async () => {
      for (const version of [2, 99]) expectProblem(await give(version), 409, "platform.consent-words-changed");
      for (const purpose of ["report-contact", "everything"]) {
        expectProblem(await give(1, `/api/me/consents/${purpose}`), 404, "privacy.unknown-purpose");
        expectProblem(await withdraw(`/api/me/consents/${purpose}`), 404, "privacy.unknown-purpose");
      }
      for (const body of [{}, { version: 0 }, { version: "1" }, { version: 1, isGiven: true }])
        expect((await backend.request("PUT", ADDRESS, { body, token: ann })).status).to.equal(400);
      expect((await backend.request("PUT", ADDRESS, { body: { version: 1 } })).status).to.equal(401);
      expect(await rows()).to.equal(0);
    });

    it("is none when it was given to older words, and can be taken back all the same", async () => {
      const { person } = (await backend.request("GET", "/api/me", { token: ann })).json<Me>();
      await backend.app.db.pool.query(
        "INSERT INTO consents (owner, purpose, version, is_given, at) VALUES ($1, 'address-to-organisation', 0, true, $2)",
        [person, now],
      );
      expect(await seenByOwner()).to.deep.equal(["a…@farm.example"]);
      expect((await consents())[0]).to.include({ isGiven: false });
      expect((await withdraw()).status).to.equal(204);
    });

    it("is said once, however many say it at once", async () => {
      await Promise.all([give(), give(), give()]);
      expect(await said()).to.deep.equal([true]);
    });

    it("is in what it is given of itself, and goes with it", async () => {
      await give();
      const given = (await backend.request("GET", "/api/me/export", { token: ann })).json<PersonExport>();
      expect(given.tables["consents"]).to.deep.equal([
        { purpose: "address-to-organisation", version: 1, is_given: true, at: now.toISOString() },
      ]);
      expect((await backend.request("DELETE", "/api/me", { token: ann })).status).to.equal(204);
      expect(await rows()).to.equal(0);
    });

    it("is never changed afterwards, by nobody", async () => {
      await give();
      const change = backend.app.db.pool.query("UPDATE consents SET is_given = false");
      expect(await change.then(String, (error: Error) => error.message)).to.match(/not changed afterwards/);
    });
  });

  describe("of a reporter", () => {
    const { version } = PURPOSES["report-contact"];
    const send = (changes: object = {}) =>
      post("/api/reports", {
        ...{ subject: LOT, kind: "spoiled", text: "It was warm.", nonce: `0x${randomBytes(32).toString("hex")}` },
        ...{ contact: "ann@example.org", contactConsent: version, ...changes },
      });
    const numberOf = async () => (await send()).json<ReportReceipt>().number;
    const takeBack = (number: string) => post("/api/reports/contact-withdrawal", { number });
    const status = async (number: string) => (await post("/api/reports/lookup", { number })).json<ReportStatus>();
    const received = async () => (await backend.request("GET", "/api/reports", { token: owner })).json<{ items: ReceivedReport[] }>().items;
    const sealed = async () => (await backend.app.db.pool.query("SELECT FROM reports WHERE contact_sealed IS NOT NULL")).rowCount;

    it("is a contact that it agrees to have read, in the words that hold now", async () => {
      const without = await send({ contactConsent: undefined });
      expect(without.status).to.equal(400);
      expect(without.json<{ errors: { pointer: string }[] }>().errors[0]?.pointer).to.equal("/contactConsent");
      expectProblem(await send({ contactConsent: version + 1 }), 409, "platform.consent-words-changed");
      expect(await received()).to.deep.equal([]);
      const number = await numberOf();
      expect((await received())[0]?.contact).to.equal("ann@example.org");
      expect((await status(number)).hasContact).to.equal(true);
      expect((await send({ contact: undefined, contactConsent: undefined })).status, "no contact, nothing to agree to").to.equal(201);
      expect(await rows()).to.equal(1);
    });

    it("is taken back by its number: nobody reads the contact any more, and the report stays", async () => {
      const number = await numberOf();
      for (let time = 0; time < 2; time++) expect((await takeBack(number)).status).to.equal(204);
      expect((await received()).map(({ contact, text }) => [contact, text])).to.deep.equal([[null, "It was warm."]]);
      expect(await sealed()).to.equal(0);
      expect((await status(number)).hasContact).to.equal(false);
      const [withdrawn, given] = await acts();
      expect(withdrawn).to.include({ action: "consent.withdrawn", actor: "nobody" });
      expect(given).to.include({ action: "consent.given", subject: withdrawn?.subject });
      expect(withdrawn?.subject).to.match(/^report:/);
      expect(backend.app.personal.destroyed(), "its key, so that backups do not tell it either").to.include(withdrawn?.subject);
      expectProblem(await takeBack("0000-0000-0000-0000"), 404, "reports.unknown-report");
    });

    it("is asked before each look: a contact that a consent is missing for is not shown", async () => {
      await numberOf();
      await backend.app.db.pool.query("DELETE FROM consents");
      expect((await received())[0]?.contact).to.equal(null);
    });

    it("stays taken back where a dump from before is brought back", async () => {
      const number = await numberOf();
      const copy = await backend.app.db.pool.query<{ id: string; sealed: Buffer }>("SELECT id, contact_sealed AS sealed FROM reports");
      await takeBack(number);
      await backend.app.db.pool.query("UPDATE reports SET contact_sealed = $1", [copy.rows[0]?.sealed]);
      await backend.app.db.pool.query("DELETE FROM consents WHERE NOT is_given");
      expect((await received())[0]?.contact).to.equal(null);
      await finishErasures(backend.app);
      expect(await sealed()).to.equal(0);
    });

    it("is kept, as words that were said, for three years", async () => {
      await numberOf();
      await give();
      const begin = now;
      now = new Date(begin.getTime() + 3 * 364 * 86_400_000);
      await applyRetention(backend.app);
      expect(await rows()).to.equal(2);
      now = new Date(begin.getTime() + 3 * 366 * 86_400_000);
      await applyRetention(backend.app);
      const { rows: left } = await backend.app.db.pool.query<{ purpose: string }>("SELECT purpose FROM consents");
      expect(left, "a person's is kept as long as the person").to.deep.equal([{ purpose: "address-to-organisation" }]);
      now = begin;
    });
  });
});
