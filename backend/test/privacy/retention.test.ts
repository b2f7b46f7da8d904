import { expect } from "chai";
import { applyRetention } from "../../src/modules/privacy/apply-retention.ts";
import { setHold } from "../../src/modules/privacy/legal-holds.ts";
import { RETENTION } from "../../src/modules/privacy/retention.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { register } from "../support/organisations.ts";
import { keysAlone, signInAs } from "../support/sessions.ts";

describe("how long things are kept", () => {
  let backend: TestBackend;
  let now = new Date("2026-06-01T10:00:00Z");
  before(async () => {
    backend = await startTestBackend({}, { clock: { now: () => now }, verifySignature: keysAlone });
    for (const name of ["farm", "mill"]) await register(backend, name);
  });
  after(() => backend.stop());

  const ownersOf = async (table: string) =>
    (await backend.app.db.pool.query<{ person: string }>(`SELECT DISTINCT person_id AS person FROM ${table}`)).rows.map(
      ({ person }) => person,
    );

  it("follows rules that name tables and columns that there are", async () => {
    for (const { table, from, only, person, forgets } of RETENTION)
      await backend.app.db.pool.query(
        `SELECT ${from}, ${person ?? "1"}, ${forgets?.column ?? "1"}, ${forgets?.owner ?? "1"} FROM ${table} WHERE ${only ?? "true"} LIMIT 0`,
      );
  });

  it("is for ever while somebody is under a legal hold, and by the rule for everybody else", async () => {
    const { accessToken } = await signInAs(backend, "farm");
    await signInAs(backend, "mill");
    const { person } = (await backend.request("GET", "/api/me", { token: accessToken })).json<{ person: string }>();
    await inTransaction(backend.app, (ctx) => setHold(ctx, backend.app.personal, person, "Case 7", "operator"));
    await applyRetention(backend.app);
    expect(await ownersOf("sessions")).to.have.length(2);
    now = new Date(now.getTime() + 8 * 86_400_000);
    await applyRetention(backend.app);
    expect(await ownersOf("sessions")).to.deep.equal([person]);
  });

  it("leaves an order that is over without the address it went to, and one under way or under a legal hold with it", async () => {
    const { pool } = backend.app.db;
    const placed = now;
    const insert = (id: string, person: string, state: string) =>
      pool.query(
        `INSERT INTO orders (id, person_id, request_key, request_digest, state, version, currency, goods_minor, shipping_minor, tax_minor,
           total_minor, country, delivery_sealed, placed_at, moved_at)
         VALUES ($1, $2, $1, $1, $3, 0, 'EUR', 1, 0, 0, 1, 'DE', '\\x01', $4, $4)`,
        [id, person, state, placed],
      );
    const [held = ""] = await ownersOf("legal_holds");
    await insert("closed", "ann", "closed");
    await insert("cancelled", "ann", "cancelled");
    await insert("under-way", "ann", "instructed");
    await insert("held", held, "closed");
    const forgotten = async () =>
      (await pool.query<{ id: string }>("SELECT id FROM orders WHERE delivery_sealed IS NULL ORDER BY id")).rows.map(({ id }) => id);
    now = new Date(placed.getTime() + 180 * 86_400_000);
    await applyRetention(backend.app);
    expect(await forgotten()).to.deep.equal([]);
    now = new Date(now.getTime() + 1);
    await applyRetention(backend.app);
    expect(await forgotten()).to.deep.equal(["cancelled", "closed"]);
    expect((await pool.query("SELECT FROM orders")).rowCount).to.equal(4);
    const { rows } = await pool.query("SELECT sum(removed)::int AS removed FROM retention_days WHERE rule = 'orders'");
    expect(rows).to.deep.equal([{ removed: 2 }]);
  });
});
