import { readdirSync } from "node:fs";
import type { AccessGrant, Me } from "@waybill/protocol/schemas/api/identity";
import type { PasskeyCreation, PasskeyRequest } from "@waybill/protocol/schemas/api/passkeys";
import type { PersonExport } from "@waybill/protocol/schemas/api/privacy";
import { expect } from "chai";
import type { QueryRunner } from "typeorm";
import { run } from "../../src/cli/person.ts";
import { SealedReasonsOfHolds1700000000890 } from "../../src/migrations/1700000000890-sealed-reasons-of-holds.ts";
import { erasePerson } from "../../src/modules/privacy/erase-person.ts";
import { codeAt, stepOf } from "../../src/modules/identity/second-factor/totp.ts";
import { PERSONAL_TABLES } from "../../src/modules/privacy/personal-tables.ts";
import { systemClock } from "../../src/platform/clock.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { systemRandom } from "../../src/platform/ids.ts";
import { openPersonalFields, SEALED_COLUMNS } from "../../src/platform/personal/personal-fields.ts";
import { sealSecret } from "../../src/platform/sealed-secret.ts";
import { createDatabase, type TestDatabase } from "../../../test/support/postgres.ts";
import { createAuthenticator } from "../support/authenticator.ts";
import { startTestBackendOn, type Answer, type TestBackend } from "../support/backend.ts";
import { createMigratedDatabase } from "../support/databases.ts";
import { captureSigned, observation } from "../support/events.ts";
import { installationToken } from "../support/installation.ts";
import { register } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";
import { wholeSession, type TestApp } from "../support/second-factor.ts";
import { challengeOf, keysAlone, messageOf, sendSignIn, signInAs } from "../support/sessions.ts";
import { waitFor } from "../support/wait-for.ts";

const ANN = { email: "ann@farm.example", password: "correct horse battery staple" };

describe("what is kept about a person", () => {
  let database: TestDatabase;
  let backend: TestBackend;
  let home: string | undefined;
  let now = new Date("2026-06-01T10:00:00Z");
  const databases: TestDatabase[] = [];

  /** The same installation, started again: its home with the keys is one place, its database another. */
  const start = async (on: TestDatabase) => {
    const env: Record<string, string> = home === undefined ? {} : { WAYBILL_HOME: home };
    backend = await startTestBackendOn({ ...on, drop: async () => undefined }, env, {
      clock: { now: () => now },
      verifySignature: keysAlone,
    });
    home = backend.app.config.home;
    await register(backend, "farm");
  };
  beforeEach(async () => {
    home = undefined;
    now = new Date(now.getTime() + 86_400_000);
    database = await createMigratedDatabase();
    databases.push(database);
    await start(database);
  });
  afterEach(() => backend.stop());
  after(() => databases.forEach((each) => each.drop()));

  const post = (path: string, body: object, token?: string) => backend.request("POST", path, { body, ...(token && { token }) });
  let app: TestApp;
  const takeInvitation = async (): Promise<Answer> => {
    const owner = (await signInAs(backend, "farm")).accessToken;
    const invitation = (await post("/api/invitations", {}, owner)).json<{ token: string }>().token;
    return post("/api/people", { invitation, ...ANN });
  };
  const join = async (): Promise<string> => {
    const whole = await wholeSession(backend, await takeInvitation(), now);
    app = whole.app;
    return whole.accessToken;
  };
  const signIn = () => {
    now = new Date(now.getTime() + 60_000);
    return post("/api/sessions/password", { ...ANN, code: app.codeAt(now) });
  };
  const me = async (token: string) => (await backend.request("GET", "/api/me", { token })).json<Me>();
  const erase = (token: string) => backend.request("DELETE", "/api/me", { token });
  const rowsOf = async (table: string) => (await backend.app.db.pool.query<Record<string, unknown>>(`SELECT * FROM ${table}`)).rows;
  const actions = async () => (await rowsOf("audit_entries")).map(({ action }) => action as string);

  async function command(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const io = { out: "", err: "" };
    const code = await run(args, {
      stdout: { write: (text: string) => (io.out += text) },
      stderr: { write: (text: string) => (io.err += text) },
      env: { DATABASE_URL: backend.app.config.databaseUrl.reveal(), WAYBILL_HOME: backend.app.config.home },
    });
    return { code, ...io };
  }

  it("is given to it whole, opened, and without hashes and secrets", async () => {
    const token = await join();
    const { person } = await me(token);
    const answer = await backend.request("GET", "/api/me/export", { token });
    expect(answer.headers.get("content-disposition")).to.include("attachment");
    const given = answer.json<PersonExport>();
    expect(given.person).to.equal(person);
    expect(Object.keys(given.tables)).to.have.members(PERSONAL_TABLES.map(({ table }) => table));
    expect(given.tables["person_passwords"]?.[0]).to.include({ email: "ann@farm.example" });
    expect(given.tables["sessions"]?.[0]).to.include({ device: "a program" });
    expect(given.tables["memberships"]).to.have.length(1);
    expect(given.tables["audit_entries"]?.map(({ action }) => action)).to.include("member.joined");
    expect(answer.text).not.to.match(/argon2|\$2[aby]\$/);
    expect(await actions()).to.include("person.exported");
    expect((await backend.request("GET", "/api/me/export")).status).to.equal(401);
    const [first, second] = [await command("export", "ANN@farm.example"), await command("export", person)];
    expect((JSON.parse(first.out) as PersonExport).tables["memberships"]).to.deep.equal(given.tables["memberships"]);
    expect(second).to.include({ code: 0, err: "" });
  });

  it("is named by its id at a terminal, also by one that begins like an option", async () => {
    const { err } = await command("release", "-G4kCrFs-jhjFo_cKvxyTg", "--reason", "Asked twice.");
    expect(err).not.to.include("Usage");
  });

  it("is in the list of what is given and erased, column by column", async () => {
    const { rows } = await backend.app.db.pool.query<{ table: string; column: string }>(
      `SELECT table_name AS table, column_name AS column FROM information_schema.columns WHERE table_schema = 'public'`,
    );
    const inList = new Map(PERSONAL_TABLES.map((each) => [each.table, each]));
    const { rows: keys } = await backend.app.db.pool.query<{ table: string }>(
      "SELECT DISTINCT conrelid::regclass::text AS table FROM pg_constraint WHERE contype = 'f' AND confrelid = 'persons'::regclass",
    );
    // Known by no person: the contact of a report is its own owner, see reports.service.ts.
    const suspects = rows.filter(({ table, column }) => /person|e_?mail|phone|contact|device/.test(column) && table !== "reports");
    // What hangs on a row that outlives the person tells about it, too.
    const { rows: hanging } = await backend.app.db.pool.query<{ table: string }>(
      "SELECT DISTINCT conrelid::regclass::text AS table FROM pg_constraint WHERE contype = 'f' AND confrelid::regclass::text = ANY($1)",
      [PERSONAL_TABLES.filter(({ stays }) => stays !== undefined).map(({ table }) => table)],
    );
    for (const { table } of [...keys, ...suspects, ...hanging]) expect([...inList.keys()], `${table} tells about people`).to.include(table);
    for (const { table, shows, opens = {}, hides } of PERSONAL_TABLES)
      expect([...shows, ...Object.keys(opens), ...hides], `columns of ${table}`).to.have.members(
        rows.filter((row) => row.table === table).map(({ column }) => column),
      );
    const sealed = rows.filter(({ column }) => column.endsWith("_sealed")).map(({ table, column }) => `${table}.${column}`);
    expect(sealed).to.have.members(SEALED_COLUMNS.map((column) => `${column}_sealed`));
  });

  it("is erased by it with a fresh proof, for ever, and once is as good as twice", async () => {
    const token = await join();
    const { person } = await me(token);
    now = new Date(now.getTime() + 6 * 60_000);
    expectProblem(await erase(token), 401, "platform.step-up-required");
    const proven = (await post("/api/sessions/current/proof", { password: ANN.password, code: app.codeAt(now) }, token)).json<AccessGrant>()
      .accessToken;
    expect((await erase(proven)).status).to.equal(204);
    for (const { table, isAbout, stays } of PERSONAL_TABLES) {
      const { rows } = await backend.app.db.pool.query(`SELECT FROM ${table} WHERE ${isAbout}`, [person]);
      if (stays === undefined) expect(rows, table).to.have.length(0);
    }
    expect((await erase(proven)).status, "no session is left").to.equal(401);
    expectProblem(await signIn(), 401, "identity.wrong-password");
    expect(await command("erase", person)).to.include({ code: 0 });
    expect((await actions()).filter((action) => action === "person.erased")).to.have.length(1);
    expect((await command("erase", "nobody@farm.example")).err).to.match(/no such person/);
    expect(await me(await join()), "the address is free again").to.include({ email: "ann@farm.example" });
  });

  it("is erased before or after it signs in, however it does so at that moment", async () => {
    const whileErased = async (person: string, request: () => Promise<Answer>): Promise<Answer> => {
      let asked: Promise<Answer> | undefined;
      let isAnswered = false;
      await inTransaction(backend.app, async (ctx) => {
        await erasePerson(ctx, backend.app.personal, person, "operator");
        asked = request().finally(() => (isAnswered = true));
        await waitFor("the request to wait, or to be answered", async () => {
          const { rowCount } = await backend.app.db.pool.query(
            "SELECT FROM pg_locks WHERE NOT granted AND locktype IN ('transactionid', 'tuple')",
          );
          return isAnswered || rowCount ? true : undefined;
        });
      });
      return asked ?? expect.fail("nobody asked");
    };
    const { accessToken } = (await takeInvitation()).json<AccessGrant>();
    const byPassword = await whileErased((await me(accessToken)).person, () => post("/api/sessions/password", ANN));
    expectProblem(byPassword, 401, "identity.session-ended");
    const owner = (await signInAs(backend, "farm")).accessToken;
    const message = messageOf(backend, await challengeOf(backend), "farm");
    const byWallet = await whileErased((await me(owner)).person, () => sendSignIn(backend, message, "farm"));
    expectProblem(byWallet, 401, "identity.session-ended");

    const token = await join();
    const authenticator = createAuthenticator(backend.url.replace("127.0.0.1", "localhost"));
    const made = authenticator.create((await post("/api/me/passkeys/options", {}, token)).json<PasskeyCreation>());
    expect((await post("/api/me/passkeys", { passkey: made }, token)).status).to.equal(201);
    const passkey = authenticator.get((await post("/api/sessions/passkey/options", {})).json<PasskeyRequest>());
    const byPasskey = await whileErased((await me(token)).person, () => post("/api/sessions/passkey", { passkey }));
    expectProblem(byPasskey, 403, "identity.unregistered-passkey");
  });

  it("leaves no key of an address that somebody has, however often it is tried", async () => {
    await join();
    const owner = (await signInAs(backend, "farm")).accessToken;
    const invitation = (await post("/api/invitations", {}, owner)).json<{ token: string }>().token;
    const keys = () => readdirSync(backend.app.config.personal.dataKeys);
    const before = keys();
    expectProblem(await post("/api/people", { invitation, ...ANN }), 409, "identity.email-taken");
    expect(keys()).to.have.members(before);
  });

  it("changes no byte of what organisations stated, nor of its proof", async () => {
    const owner = (await signInAs(backend, "farm")).accessToken;
    const captured = await captureSigned(backend, observation(), "farm");
    const { commitment } = captured.json<{ commitment: string }>();
    const bundle = async () => (await backend.request("GET", `/api/statements/${commitment}/bundle`)).text;
    const before = await bundle();
    expect(before).to.include(commitment);
    expect((await erase(owner)).status).to.equal(204);
    expect(await bundle()).to.equal(before);
    expect((await signInAs(backend, "farm")).accessToken, "the wallet is somebody new").not.to.equal(owner);
  });

  it("is unreadable in a dump from before, and goes from the installation that restores it", async () => {
    await join();
    await command("hold", ANN.email, "--reason", "Case 7 of 2026");
    await backend.stop();
    const dump = await createDatabase(database.name);
    databases.push(dump);
    await start(database);
    const token = (await signIn()).json<AccessGrant>().accessToken;
    const { person } = await me(token);
    await command("release", ANN.email, "--reason", "Settled");
    expect((await erase(token)).status).to.equal(204);
    await backend.stop();

    // Whoever takes the dump, and all keys that there still are, reads nothing.
    const { personal } = backend.app.config;
    const { Client } = await import("pg");
    const client = new Client({ connectionString: dump.url });
    await client.connect();
    const { rows } = await client.query<{ id: string; email: Buffer }>(
      "SELECT person_id AS id, email_sealed AS email FROM person_passwords",
    );
    await client.end();
    expect(rows).to.have.length(1);
    const fields = openPersonalFields({ personal }, { clock: systemClock, random: systemRandom });
    expect(fields.open("person_passwords.email", person, rows[0]?.email ?? null)).to.equal(null);

    await start(dump);
    expect(await rowsOf("person_passwords")).to.deep.equal([]);
    expect((await rowsOf("persons")).map(({ id }) => id)).not.to.include(person);
    expectProblem(await signIn(), 401, "identity.wrong-password");
    expect(await actions()).to.include("person.erased");
    expect(await command("release", person, "--reason", "Settled"), "a hold from before the dump").to.include({ code: 0, err: "" });
  });

  it("is kept under a legal hold until that is lifted", async () => {
    const token = await join();
    const { person } = await me(token);
    expect((await command("hold", ANN.email)).err).to.match(/^Usage/);
    for (let time = 0; time < 2; time++) expect((await command("hold", ANN.email, "--reason", "Case 7 of 2026")).code).to.equal(0);
    expectProblem(await erase(token), 409, "privacy.legal-hold");
    expect((await command("erase", person)).err).to.match(/legal hold/);
    expect((await command("hold", "nobody", "--reason", "x")).err).to.match(/no such person/);
    expect((await command("release", person, "--reason", "Settled")).code).to.equal(0);
    const given = (await backend.request("GET", "/api/me/export", { token })).json<PersonExport>().tables["legal_holds"];
    expect(given?.map(({ reason }) => reason)).to.deep.equal(["Case 7 of 2026\nLifted: Settled"]);
    expect((await erase(token)).status).to.equal(204);
    const sealed = (await rowsOf("legal_holds"))[0]?.["reason_sealed"] as Buffer;
    expect(backend.app.personal.open("legal_holds.reason", person, sealed), "gone with the person").to.equal(null);
    expect((await actions()).filter((action) => /held|released/.test(action))).to.deep.equal(["person.held", "person.released"]);
    expect(JSON.stringify(await rowsOf("audit_entries"))).not.to.include("Case 7");
  });

  it("is held again at the very moment at which a hold is lifted", async () => {
    const { person } = await me(await join());
    const admin = await installationToken(backend, "admin");
    const act = async (name: string) => (await post(`/api/installation/persons/${person}/${name}`, { reason: "Case 7" }, admin)).status;
    for (const name of ["hold", "release", "hold"]) expect(await act(name), name).to.equal(204);
    expect((await rowsOf("legal_holds")).filter(({ lifted_at }) => lifted_at === null)).to.have.length(1);
  });

  it("has the reason of a hold sealed after an update, which was kept in clear before", async () => {
    const { person } = await me(await join());
    const { owner } = backend;
    await owner.query("INSERT INTO legal_holds (person_id, set_at) VALUES ($1, '2026-05-01T10:00:00.123456Z')", [person]);
    const migration = new SealedReasonsOfHolds1700000000890();
    const runner = { query: (sql: string) => owner.query(sql) } as unknown as QueryRunner;
    await migration.down(runner);
    await owner.query("UPDATE legal_holds SET reason = 'Case 7'");
    await migration.up(runner);
    await backend.stop();
    await start(database);
    expect(await rowsOf("values_to_seal")).to.deep.equal([]);
    const sealed = (await rowsOf("legal_holds"))[0]?.["reason_sealed"] as Buffer;
    expect(backend.app.personal.open("legal_holds.reason", person, sealed)).to.equal("Case 7");
  });

  it("waits to be sealed after an update, and is found by its address as before", async () => {
    const { person } = await me(await join());
    const pool = backend.app.db.pool;
    await pool.query("INSERT INTO values_to_seal VALUES ('person_passwords.email', $1, $1, 'ann@farm.example')", [person]);
    await pool.query("UPDATE person_passwords SET email_sealed = NULL, email_index = NULL");
    await backend.stop();
    await start(database);
    expect(await rowsOf("values_to_seal")).to.deep.equal([]);
    expect((await signIn()).status).to.equal(201);
  });

  it("has its authenticator app sealed under its own key after an update, which opened under the server's before", async () => {
    const { person } = await me(await join());
    const { config, random, db } = backend.app;
    const secret = Buffer.from("12345678901234567890");
    const before = sealSecret(
      random,
      config.documents.key,
      { purpose: "waybill second factors", owner: person },
      secret.toString("base64"),
    );
    await db.pool.query("UPDATE person_totp SET secret = $2, secret_sealed = NULL, last_step = NULL WHERE person_id = $1", [
      person,
      before,
    ]);
    await backend.stop();
    await start(database);
    expect((await rowsOf("person_totp"))[0]?.["secret"]).to.equal(null);
    expectProblem(await post("/api/sessions/password", ANN), 401, "identity.code-needed");
    expect((await post("/api/sessions/password", { ...ANN, code: codeAt(secret, stepOf(now)) })).status).to.equal(201);
    const sealed = (await rowsOf("person_totp"))[0]?.["secret_sealed"] as Buffer;
    backend.app.personal.destroy(person);
    expect(backend.app.personal.open("person_totp.secret", person, sealed)).to.equal(null);
  });

  it("is not taken into use with keys that are not its own", async () => {
    await join();
    await backend.stop();
    home = undefined;
    await expectRefusal(() => start(database), /do not hold the keys of this database/);
    home = backend.app.config.home;
    await start(database);
  });
});

async function expectRefusal(work: () => Promise<unknown>, message: RegExp): Promise<void> {
  const error = await work().then(
    () => undefined,
    (failure: unknown) => failure,
  );
  expect(String(error)).to.match(message);
}
