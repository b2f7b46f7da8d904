import { randomBytes } from "node:crypto";
import type { ReceivedReport, ReportReceipt, ReportStatus } from "@waybill/protocol/schemas/api/reports";
import { expect } from "chai";
import { applyRetention } from "../../src/modules/privacy/apply-retention.ts";
import { startTestBackend, type Answer, type TestBackend } from "../support/backend.ts";
import { emptyTables } from "../support/databases.ts";
import { captureSigned, LOT, observation } from "../support/events.ts";
import { register } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";
import { signIn } from "../support/sessions.ts";

const nonce = () => `0x${randomBytes(32).toString("hex")}`;
const problem = (changes: object = {}) => ({
  ...{ subject: LOT, kind: "spoiled", text: "It was warm, and it smelt.", contact: "ann@example.org", contactConsent: 1, nonce: nonce() },
  ...changes,
});

describe("reports of problems", () => {
  let backend: TestBackend;
  let now = new Date("2026-06-01T10:00:00Z");
  before(async () => (backend = await startTestBackend({}, { clock: { now: () => now } })));
  beforeEach(async () => {
    await backend.clear();
    await emptyTables(backend.owner, ["reports", "report_parties", "report_answers", "sign_in_challenges"]);
    for (const name of ["farm", "shop", "other"]) await register(backend, name, {});
    await captureSigned(backend, observation(), "farm");
    await captureSigned(backend, observation({ bizStep: "receiving" }), "shop");
    await captureSigned(backend, observation({ quantityList: [{ epcClass: `${LOT}9` }] }), "other");
  });
  after(() => backend.stop());

  const send = (body: object): Promise<Answer> => backend.request("POST", "/api/reports", { body });
  const lookUp = (number: string) => backend.request("POST", "/api/reports/lookup", { body: { number } });
  const received = async (name: string) => {
    const answer = await backend.request("GET", "/api/reports", { token: await signIn(backend, name) });
    return answer.json<{ items: ReceivedReport[] }>().items;
  };
  const count = async () => Number((await backend.app.db.pool.query<{ n: string }>("SELECT count(*) AS n FROM reports")).rows[0]?.n);

  it("go to the organisations on the journey, contact included, and to nobody else", async () => {
    const answer = await send(problem());
    expect(answer.status, answer.text).to.equal(201);
    const { number, parties } = answer.json<ReportReceipt>();
    expect(number).to.match(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
    expect(parties.map(({ name }) => name)).to.have.members(["farm", "shop"]);
    const [report] = await received("farm");
    expect(report).to.include({ kind: "spoiled", text: "It was warm, and it smelt.", contact: "ann@example.org", subject: LOT });
    expect(await received("shop")).to.have.length(1);
    expect(await received("other")).to.deep.equal([]);
  });

  it("are answered once by each organisation, and read by whoever has the number", async () => {
    const { number } = (await send(problem())).json<ReportReceipt>();
    const token = await signIn(backend, "farm");
    const [report] = await received("farm");
    const answer = (text: string) => backend.request("PUT", `/api/reports/${report?.id}/answer`, { body: { text }, token });
    expect((await answer("We have stopped the lot.")).status).to.equal(204);
    expect((await answer("We have stopped the lot.")).status).to.equal(204);
    expectProblem(await answer("Nothing is wrong."), 409, "reports.already-answered");
    const status = (await lookUp(number)).json<ReportStatus>();
    expect(status.answers.map(({ party, text }) => [party.name, text])).to.deep.equal([["farm", "We have stopped the lot."]]);
    expect(status.parties).to.have.length(2);
    expect(JSON.stringify(status)).not.to.include("ann@example.org");
    expect((await received("farm"))[0]?.answer?.text).to.equal("We have stopped the lot.");
  });

  it("are kept once, however often and at once they are sent", async () => {
    const body = problem();
    const answers = await Promise.all([send(body), send(body), send(body)]);
    answers.push(await send(body));
    expect(answers.map(({ status }) => status)).to.deep.equal([201, 201, 201, 201]);
    expect(new Set(answers.map((answer) => answer.json<ReportReceipt>().number)).size).to.equal(1);
    expect(await count()).to.equal(1);
  });

  it("cannot be read or answered by whom they do not concern, nor without a session", async () => {
    await send(problem());
    const [report] = await received("farm");
    const path = `/api/reports/${report?.id}/answer`;
    const body = { text: "It was not us." };
    expectProblem(await backend.request("PUT", path, { body, token: await signIn(backend, "other") }), 404, "reports.unknown-report");
    expect((await backend.request("PUT", path, { body })).status).to.equal(401);
    expect((await backend.request("GET", "/api/reports")).status).to.equal(401);
    expectProblem(await lookUp("0000-0000-0000-0000"), 404, "reports.unknown-report");
  });

  it("leave no number behind that could be read from the database", async () => {
    const { number } = (await send(problem())).json<ReportReceipt>();
    const { rows } = await backend.app.db.pool.query<{ row: string }>("SELECT r::text AS row FROM reports r");
    expect(rows[0]?.row).not.to.include(number);
  });

  it("are refused with a pointer when they are no report, and nothing is kept", async () => {
    for (const [changes, pointer] of [
      [{ kind: "angry" }, "/kind"],
      [{ text: "" }, "/text"],
      [{ text: "x".repeat(2001) }, "/text"],
      [{ text: "bell \u0007 rings" }, "/text"],
      [{ contact: "x".repeat(201) }, "/contact"],
      [{ nonce: "0x1" }, "/nonce"],
      [{ subject: "lettuce" }, "/subject"],
    ] as const) {
      const answer = await send(problem(changes));
      expect(answer.status, pointer).to.equal(400);
      expect(answer.json<{ errors: { pointer: string }[] }>().errors[0]?.pointer).to.equal(pointer);
    }
    expectProblem(await send(problem({ subject: `${LOT}-UNSEEN` })), 404, "reports.nobody-concerned");
    expect(await count()).to.equal(0);
  });

  it("forget how to reach the reporter after half a year", async () => {
    await send(problem());
    await applyRetention(backend.app);
    expect((await received("farm"))[0]?.contact).to.equal("ann@example.org");
    now = new Date(now.getTime() + 181 * 86_400_000);
    await applyRetention(backend.app);
    expect((await received("farm"))[0]?.contact).to.equal(null);
  });

  it("are limited for each address", async () => {
    const other = await startTestBackend();
    try {
      const statuses = new Set<number>();
      for (let sent = 0; sent < 21; sent++) statuses.add((await other.request("POST", "/api/reports", { body: problem() })).status);
      expect([...statuses]).to.deep.equal([404, 429]);
    } finally {
      await other.stop();
    }
  });
});
