import { expect } from "chai";
import { asCaller, type Caller } from "../../src/platform/caller.ts";
import { inTransaction, selectRows, type Ctx } from "../../src/platform/context.ts";
import { addFurtherRows } from "./further-rows.ts";
import { makeRecords, type Owner } from "./records.ts";
import { registerOrganisation } from "./subjects.ts";
import { startWholeBackend, type WholeBackend } from "./whole-backend.ts";

describe("rows of others, for a query that forgot whose it wants", () => {
  let backend: WholeBackend;
  let [farm, mill]: Owner[] = [];
  let tables: string[];
  const nobody: Caller = { account: null, person: null };
  before(async function () {
    this.timeout(300_000);
    backend = await startWholeBackend();
    for (const name of ["farm", "mill"]) await registerOrganisation(backend, name);
    farm = await makeRecords(backend, "farm");
    mill = await makeRecords(backend, "mill");
    for (const owner of [farm, mill]) await addFurtherRows(backend.app.db.pool, owner);
    const { rows } = await backend.app.db.pool.query<{ name: string }>(
      `SELECT DISTINCT tablename AS name FROM pg_policies
       WHERE 'waybill_request' = ANY(roles) AND cmd IN ('ALL', 'SELECT') AND qual <> 'true' ORDER BY 1`,
    );
    tables = rows.map(({ name }) => name);
  });
  after(() => backend.stop());

  const as = <Result>(caller: Caller | undefined, work: (ctx: Ctx) => Promise<Result>) =>
    caller ? asCaller(caller, () => inTransaction(backend.app, work)) : inTransaction(backend.app, work);
  const count = (table: string, caller?: Caller) =>
    as(caller, async (ctx) => Number((await selectRows<{ n: string }>(ctx, `SELECT count(*) AS n FROM ${table}`))[0]?.n));

  it("are not there, in any table with an owner", async () => {
    expect(tables).to.include.members(["api_tokens", "sessions", "memberships", "subscriptions", "exchange_partners", "reports"]);
    for (const table of tables) {
      const [all, ours, theirs] = [await count(table), await count(table, farm), await count(table, mill)];
      expect(await count(table, nobody), table).to.equal(0);
      expect(ours + theirs, table).to.be.at.most(all);
      // A table without rows of both would say nothing of its policy: give it some in further-rows.ts.
      expect([ours, theirs], table).to.satisfy((both: number[]) => both.every((n) => n > 0 && n < all));
    }
  });

  it("are neither changed nor deleted, and none is put among them", async () => {
    const before = await count("api_tokens", mill);
    await as(farm, (ctx) => ctx.tx.query("UPDATE api_tokens SET revoked_at = now()"));
    await as(farm, (ctx) => ctx.tx.query("DELETE FROM subscriptions"));
    expect(await count("api_tokens WHERE revoked_at IS NULL", mill)).to.equal(before);
    expect(await count("api_tokens WHERE revoked_at IS NULL", farm)).to.equal(0);
    expect([await count("subscriptions", farm), await count("subscriptions", mill)]).to.deep.equal([0, 1]);
    const given = as(farm, (ctx) => ctx.tx.query("UPDATE api_tokens SET account = $1", [mill?.account]));
    expect(await given.catch((error: Error) => error.message)).to.match(/row-level security/);
  });

  it("are not changed either in tables that anybody reads", async () => {
    for (const table of ["documents", "named_queries"]) {
      const [ours, theirs] = [
        await count(`${table} WHERE account = '${farm?.account}'`),
        await count(`${table} WHERE account = '${mill?.account}'`),
      ];
      expect([ours, theirs], table).to.satisfy((both: number[]) => both.every((n) => n > 0));
      expect(await count(table, nobody), table).to.be.at.least(ours + theirs);
      const changed = as(farm, (ctx) => selectRows(ctx, `UPDATE ${table} SET name = name || ' of all' RETURNING account`));
      expect(await changed, table).to.deep.equal(Array.from({ length: ours }, () => ({ account: farm?.account })));
      const given = as(farm, (ctx) => ctx.tx.query(`UPDATE ${table} SET account = $1`, [mill?.account]));
      expect(await given.catch((error: Error) => error.message), table).to.match(/row-level security/);
      await as(nobody, (ctx) => ctx.tx.query(`DELETE FROM ${table}`));
      expect(await count(table), table).to.be.at.least(ours + theirs);
    }
  });

  it("that hold them for a court are seen, and not lifted, by whom they are about", async () => {
    const lifting = as(farm, (ctx) => selectRows(ctx, "UPDATE legal_holds SET lifted_at = now() RETURNING person_id"));
    expect(await lifting).to.deep.equal([]);
    expect(await count("legal_holds", farm)).to.equal(1);
  });

  it("of invitations are there for whoever knows the secret of one", async () => {
    const hash = (
      await as(undefined, (ctx) => selectRows<{ hash: string }>(ctx, "SELECT hash FROM invitations WHERE account = $1", [mill?.account]))
    )[0]?.hash;
    const seen = await as(farm, async (ctx) => {
      await ctx.tx.query("SELECT set_config('waybill.invitation', $1, true)", [hash]);
      return selectRows<{ account: string }>(ctx, "SELECT DISTINCT account FROM invitations ORDER BY account");
    });
    expect(seen.map(({ account }) => account)).to.have.members([farm?.account, mill?.account]);
    expect(await count(`invitations WHERE account = '${mill?.account}'`, farm)).to.equal(0);
  });

  it("of roles in the installation nobody puts there for itself, and sees its own alone", async () => {
    const give = "INSERT INTO installation_roles (person_id, role, given_at) VALUES ($1, 'admin', now())";
    const given = as(farm, (ctx) => ctx.tx.query(give, [farm?.person]));
    expect(await given.catch((error: Error) => error.message)).to.match(/permission denied/);
    await as(undefined, (ctx) => ctx.tx.query(give, [mill?.person]));
    expect([await count("installation_roles", farm), await count("installation_roles", mill)]).to.deep.equal([1, 2]);
  });

  it("are there again for whatever works for everybody on the same connection", async () => {
    const { rows } = await backend.app.db.pool.query<{ n: string }>("SELECT count(*) AS n FROM api_tokens");
    for (let i = 0; i < 12; i++) {
      await count("api_tokens", farm);
      expect(await count("api_tokens")).to.equal(Number(rows[0]?.n));
    }
  });
});
