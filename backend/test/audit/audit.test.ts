import { expect } from "chai";
import type { Request, Response } from "express";
import type { AuditAction } from "@waybill/protocol/audit/actions";
import { auditHash, auditText } from "@waybill/protocol/audit/entry";
import { rootOfRowProof, type AuditRowProof } from "@waybill/protocol/audit/row-proof";
import { createDumpReader, type ReadDump } from "@waybill/protocol/audit/read-dump";
import { auditHeadDigest, type SignedAuditHead } from "@waybill/protocol/audit/signed-head";
import { sha256OfText } from "@waybill/protocol/hashing/sha256";
import type { AuditEntryView } from "@waybill/protocol/schemas/api/audit";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { checkKeySignature } from "@waybill/protocol/verify/account-signature";
import { pino } from "pino";
import { run as runToken } from "../../src/cli/token.ts";
import { makeCheckpoint, type RelayAnchor } from "../../src/modules/audit/checkpoints.service.ts";
import { createAudit } from "../../src/modules/audit/create-audit.ts";
import { dumpLines } from "../../src/modules/audit/dump.ts";
import { record } from "../../src/platform/audit.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { ProblemError } from "../../src/platform/errors.ts";
import { createRefusals } from "../../src/platform/http/refusals.ts";
import { PLATFORM_PROBLEMS } from "../../src/platform/problems.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { captureSigned, makeActor, observation } from "../support/events.ts";
import { accountOf, register, tokenOf } from "../support/organisations.ts";
import { keysAlone, signInAs } from "../support/sessions.ts";
import { expectProblem } from "../support/problem.ts";
import { waitFor } from "../support/wait-for.ts";

interface Page {
  items: AuditEntryView[];
  next: string | null;
}

describe("the audit log", () => {
  let backend: TestBackend;
  let [farm, mill, auditor] = ["", "", ""];
  const anchored: { key: string; by: string; root: unknown }[] = [];
  const relay: RelayAnchor = async (_ctx, request) => {
    anchored.push({ key: request.businessKey, by: request.functionName, root: (request.args as readonly unknown[])[0] });
    return true;
  };
  before(async () => {
    backend = await startTestBackend({}, { verifySignature: keysAlone });
    for (const name of ["farm", "mill"]) await register(backend, name);
    farm = await tokenOf(backend, accountOf("farm").address);
    mill = await tokenOf(backend, accountOf("mill").address);
    auditor = (await token("farm", "--audit")).trim();
  });
  after(() => backend.stop());

  async function token(...args: string[]): Promise<string> {
    let out = "";
    const sink = { write: () => true };
    const env = { DATABASE_URL: backend.app.config.databaseUrl.reveal() };
    await runToken(args, { stdout: { write: (text: string) => (out += text) }, stderr: sink, env });
    return out;
  }
  const read = async (bearer: string, query = "") => (await backend.request("GET", `/api/audit${query}`, { token: bearer })).json<Page>();
  const entries = async (bearer: string, query = "") => (await read(bearer, query)).items.map(({ entry }) => entry);
  const count = async () => {
    const { rows } = await backend.app.db.pool.query<{ n: string }>("SELECT count(*) AS n FROM audit_entries");
    return Number(rows[0]?.n);
  };
  const dump = async (): Promise<{ lines: string[]; read: ReadDump }> => {
    const head = (await backend.request("GET", "/api/audit/heads")).json<SignedAuditHead>();
    const reader = createDumpReader();
    const lines: string[] = [];
    for await (const line of dumpLines({ tx: backend.app.db.dataSource.manager }, head)) lines.push(line);
    for (const line of lines) reader.take(line);
    return { lines, read: reader.end() };
  };

  it("tells who did what to which, in the transaction that did it", async () => {
    const partner = await backend.request("POST", "/api/exchange/partners", { token: farm, body: { name: "Retail Group" } });
    const { id } = partner.json<{ id: string }>();
    const [made] = await entries(farm, "?stream=exchange");
    expect(made).to.include({ action: "partner.added", subject: id, outcome: "done", account: accountOf("farm").address });
    expect(made?.actor).to.match(/^key:[0-9a-f]{12}$/);
    expect(made?.requestId).to.match(/^[0-9a-f]{32}$/);
    expect(JSON.stringify(made)).to.not.include("Retail");
    const before = await count();
    await inTransaction(backend.app, async (ctx) => {
      record(ctx, { action: "partner.added", by: "operator" });
      throw new Error("undone");
    }).catch(() => undefined);
    expect(await count()).to.equal(before);
  });

  it("shows an organisation what concerns it and nothing else, and a token of the operator all of it", async () => {
    expect((await entries(mill)).map(({ account }) => account)).to.deep.equal([accountOf("mill").address]);
    const all = await entries(auditor);
    expect(new Set(all.map(({ action }) => action))).to.include.keys(
      "service.started",
      "organisation.registered",
      "key.made",
      "partner.added",
    );
    expect((await backend.request("GET", "/api/audit")).status).to.equal(401);
    // It reads, and can do nothing else.
    expect((await backend.request("POST", "/api/exchange/partners", { token: auditor, body: { name: "Thief" } })).status).to.equal(403);
  });

  it("is read by nobody whose session has ended", async () => {
    const { accessToken } = await signInAs(backend, "farm");
    const status = async (path: string) => (await backend.request("GET", path, { token: accessToken })).status;
    const paths = ["/api/audit", "/api/audit/entries/identity/1/proof"];
    expect(await status("/api/audit")).to.equal(200);
    await backend.request("DELETE", "/api/sessions/current", { token: accessToken });
    for (const path of paths) expect(await status(path), path).to.equal(401);
  });

  it("says nothing that somebody typed: a named query is the hash of its name", async () => {
    const body = { name: "pallets of Ann\u2028Berg", query: { eventType: ["ObjectEvent"] } };
    expect((await backend.request("POST", "/epcis/queries", { token: farm, body })).status).to.equal(201);
    await backend.request("DELETE", `/epcis/queries/${encodeURIComponent(body.name)}`, { token: farm });
    const made = await entries(farm, "?stream=subscriptions");
    expect(made.map(({ action }) => action)).to.deep.equal(["query.removed", "query.named"]);
    for (const { subject } of made) expect(subject).to.equal(sha256OfText(body.name));
  });

  it("is read page by page, and by what is asked for", async () => {
    // Refusals come a moment after their answers, and would move the pages of all streams.
    const all = await entries(auditor, "?stream=identity");
    const first = await read(auditor, "?stream=identity&limit=1");
    const second = await read(auditor, `?stream=identity&limit=2&after=${first.next}`);
    expect([...first.items, ...second.items].map(({ entry }) => entry)).to.deep.equal(all.slice(0, 3));
    expect((await entries(auditor, "?action=partner.added")).length).to.equal(1);
    expect(await entries(auditor, "?action="), "no action has no name").to.deep.equal([]);
    const { address } = accountOf("farm");
    const ofFarm = await entries(auditor, `?account=${address.toLowerCase()}&limit=100`);
    expect(ofFarm.map(({ action }) => action)).to.include.members(["organisation.registered", "partner.added"]);
    expect([...new Set(ofFarm.map(({ account }) => account))]).to.deep.equal([address]);
    expect(await entries(auditor, "?to=2020-01-01T00:00:00Z")).to.deep.equal([]);
    expect(await entries(auditor, "?to=0000-01-01T00:00:00Z")).to.deep.equal([]);
    expect((await entries(auditor, "?from=0000-01-01T00:00:00Z&limit=3")).length).to.equal(3);
    expect((await entries(auditor, "?from=2020-01-01T00:00:00%2B23:59&limit=3")).length).to.equal(3);
    for (const query of ["?limit=0", "?after=x", "?stream=No", "?outcome=maybe", "?from=today", "?account=farm"])
      expect((await backend.request("GET", `/api/audit${query}`, { token: auditor })).status, query).to.equal(400);
  });

  it("notes refusals of access, and a flood of them once", async () => {
    const path = "/api/exchange/partners";
    for (let time = 0; time < 20; time++) await backend.request("GET", path, { token: `waybill_${"0".repeat(12)}_${"A".repeat(43)}` });
    const refused = await waitFor("the refusal", async () => {
      const found = (await entries(auditor, "?action=access.refused")).filter(({ subject }) => subject === `GET ${path}`);
      return found.length > 0 ? found : undefined;
    });
    expect(refused.length).to.equal(1);
    expect(refused[0]).to.deep.include({ actor: "nobody", outcome: "refused", details: { leftOut: 0, problem: "platform.unauthorised" } });
  });

  it("notes who asks too much once, and bad input in the process's log, without a word of it", async () => {
    const lines: Record<string, unknown>[] = [];
    const write = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>);
    const { note, stop } = createRefusals({ ...backend.app, log: pino({ level: "warn", base: null, timestamp: false }, { write }) });
    const request = { method: "GET", path: "/secret" } as Request;
    const response = { locals: { route: "/api/search", traceId: "1" } } as unknown as Response;
    for (let time = 0; time < 20; time++)
      for (const problem of [PLATFORM_PROBLEMS.tooManyRequests, PLATFORM_PROBLEMS.badRequest])
        note(new ProblemError(problem, { detail: "what was typed" }), request, response);
    const refused = await waitFor("the refusal", async () => {
      const found = (await entries(auditor, "?action=access.refused")).filter(({ subject }) => subject === "GET /api/search");
      return found.length > 0 ? found : undefined;
    });
    expect(refused.map(({ details }) => details)).to.deep.equal([{ leftOut: 0, problem: "platform.too-many-requests" }]);
    const said = { problem: "platform.bad-request", leftOut: 0, subject: "GET /api/search", by: "nobody", traceId: "1" };
    expect(lines).to.deep.equal([{ level: 40, ...said, msg: "refused" }]);
    await stop();
    expect(lines.slice(1)).to.deep.equal([{ level: 40, ...said, leftOut: 18, msg: "refused" }]);
  });

  it("notes the erasure of a statement without what it said", async () => {
    makeActor(backend, "farm");
    const { commitment } = (await captureSigned(backend, observation(), "farm")).json<{ commitment: string }>();
    await backend.request("DELETE", `/api/statements/${commitment}`, { token: farm });
    await backend.request("DELETE", `/api/statements/${commitment}`, { token: farm });
    expect((await entries(farm, "?action=statement.erased")).map(({ subject }) => subject)).to.deep.equal([commitment]);
  });

  it("has no gap and no fork when many write at once", async () => {
    const writes = Array.from({ length: 40 }, (_, i) =>
      inTransaction(backend.app, async (ctx) => {
        record(ctx, { action: "claim.drafted", by: "system", subject: `claim ${i}` });
        if (i % 2 === 0) record(ctx, { action: "link.added", by: "system", subject: `link ${i}` });
      }),
    );
    await Promise.all(writes);
    const rows = (await entries(auditor, "?stream=carbon&limit=100")).reverse();
    expect(rows.map(({ sequence }) => sequence)).to.deep.equal(Array.from({ length: 40 }, (_, i) => i + 1));
    rows.slice(1).forEach((row, i) => expect(row.previous).to.equal(auditHash(auditText(rows[i] as object))));
  });

  it("begins a stream while another transaction begins it too, though both write to an older one", async () => {
    const make = (...actions: AuditAction[]) =>
      inTransaction(backend.app, async (ctx) => actions.forEach((action) => record(ctx, { action, by: "system" })));
    await make("client.made");
    const { pool } = backend.app.db;
    const other = await pool.connect();
    await other.query("BEGIN; INSERT INTO audit_heads (stream, sequence, hash) VALUES ('recalls', 0, repeat('0', 64))");
    const both = make("client.made", "recall.opened");
    await waitFor("it to wait for the other", async () => {
      const { rows } = await pool.query("SELECT FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'");
      return rows.length > 0 ? true : undefined;
    });
    await other.query("SELECT FROM audit_heads WHERE stream = 'exchange' FOR UPDATE");
    await other.query("ROLLBACK");
    other.release();
    await both;
    expect((await entries(auditor, "?stream=recalls")).map(({ sequence }) => sequence)).to.deep.equal([1]);
  });

  it("refuses to change or delete a row, whoever asks the database", async () => {
    for (const sql of [
      "UPDATE audit_entries SET actor = 'nobody'",
      "DELETE FROM audit_entries",
      "TRUNCATE audit_entries",
      "DELETE FROM audit_checkpoints",
    ])
      for (const pool of [backend.app.db.pool, backend.owner])
        await pool.query(sql).then(
          () => expect.fail(`${sql} was done`),
          (error: { code?: string }) => expect(error.code, sql).to.equal("42501"),
        );
  });

  it("signs where its streams stand, for everybody", async () => {
    const answer = await backend.request("GET", "/api/audit/heads");
    const head = answer.json<SignedAuditHead>();
    expect(head.heads.map(({ stream }) => stream)).to.include.members(["carbon", "exchange", "identity", "service"]);
    const parts = { account: head.account as Address, digest: auditHeadDigest(head), signature: head.signature as Hex32 };
    expect((await checkKeySignature(parts)).valid).to.equal(true);
    expect((await checkKeySignature({ ...parts, digest: auditHeadDigest({ ...head, at: "2020-01-01T00:00:00.000Z" }) })).valid).to.equal(
      false,
    );
  });

  it("fixes what was recorded in a checkpoint, and makes none while nothing is", async () => {
    const make = () => inTransaction(backend.app, (ctx) => makeCheckpoint(ctx, relay));
    const undone = inTransaction(backend.app, async (ctx) => {
      await makeCheckpoint(ctx, relay);
      throw new Error("the process ends here");
    });
    expect(await undone.catch(() => "undone")).to.equal("undone");
    anchored.length = 0;
    const made = await Promise.all([make(), make()]);
    expect(made.sort()).to.deep.equal([1, null]);
    expect(await make()).to.equal(null);
    await inTransaction(backend.app, async (ctx) => record(ctx, { action: "link.ended", by: "system" }));
    expect(await make()).to.equal(2);
    const { read: found } = await dump();
    expect(found).to.include({ wrong: 0, uncovered: 0 });
    expect(anchored).to.deep.equal(
      found.checkpoints.map(({ number, hash }) => ({ key: `audit:${number}`, by: "anchorCheckpoint", root: hash })),
    );
    expect((await read(auditor, "?action=link.ended")).items[0]).to.deep.include({ checkpoint: 2, anchor: null });
  });

  it("proves any covered entry to whoever may read it, without showing the others", async () => {
    const proofOf = (bearer: string, stream: string, sequence: number) =>
      backend.request("GET", `/api/audit/entries/${stream}/${sequence}/proof`, { token: bearer });
    const known = new Set(anchored.map(({ root }) => root));
    for (const { stream, sequence } of await entries(auditor, "?limit=100")) {
      const proof = (await proofOf(auditor, stream, sequence)).json<AuditRowProof>();
      expect(known.has(rootOfRowProof(proof)), `${stream} ${sequence}`).to.equal(true);
      expect(rootOfRowProof({ ...proof, entry: { ...proof.entry, actor: "system.." } })).to.equal(undefined);
      expect(known.has(rootOfRowProof({ ...proof, checkpoint: { ...proof.checkpoint, at: "2020-01-01T00:00:00.000Z" } }))).to.equal(false);
    }
    expect((await proofOf(farm, "exchange", 1)).status).to.equal(200);
    expectProblem(await proofOf(mill, "exchange", 1), 404, "audit.unknown-entry");
    expectProblem(await proofOf(auditor, "exchange", 999), 404, "audit.unknown-entry");
    await inTransaction(backend.app, async (ctx) => record(ctx, { action: "link.ended", by: "system" }));
    const [{ stream, sequence } = { stream: "", sequence: 0 }] = await entries(auditor, "?action=link.ended");
    expectProblem(await proofOf(auditor, stream, sequence), 409, "audit.not-covered");
  });

  it("is fixed every few minutes by the clock, where the operator wants it and there is a chain", () => {
    const { app } = backend;
    const never = { ...app, config: { ...app.config, anchoring: { ...app.config.anchoring, auditMinutes: 0 } } };
    expect(createAudit({ app, relay }).crontab).to.deep.equal(["*/5 * * * * audit:checkpoint"]);
    expect(createAudit({ app: never, relay }).crontab).to.deep.equal([]);
    expect(createAudit({ app, relay: null }).crontab).to.equal(undefined);
  });

  it("gives a dump of itself in which a row is missed that somebody deletes past all barriers", async () => {
    const whole = await dump();
    expect([whole.read.wrong, whole.read.entries]).to.deep.equal([0, await count()]);
    const pool = backend.owner;
    await pool.query("ALTER TABLE audit_entries DISABLE TRIGGER ALL");
    await pool.query("DELETE FROM audit_entries WHERE stream = 'carbon' AND sequence = 17");
    await pool.query("UPDATE audit_entries SET actor = 'operator' WHERE stream = 'exchange' AND sequence = 1");
    await pool.query("ALTER TABLE audit_entries ENABLE TRIGGER ALL");
    const found = (await dump()).read.findings;
    expect(found.map(({ kind, rows }) => [kind, ...rows])).to.deep.equal([
      ["missing", { stream: "carbon", from: 17, to: 17 }],
      ["changed", { stream: "exchange", from: 1, to: 1 }],
    ]);
  });
});
