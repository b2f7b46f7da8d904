import { readFileSync } from "node:fs";
import { expect } from "chai";
import { OPEN_TABLES } from "../../src/modules/privacy/open-tables.ts";
import { addFurtherRows } from "./further-rows.ts";
import { makeRecords, type Owner } from "./records.ts";
import { registerOrganisation } from "./subjects.ts";
import { startWholeBackend, type WholeBackend } from "./whole-backend.ts";

/** Last words of columns that say whose a row is, or who did something. */
const NAMES_SOMEBODY =
  "(^|_)(account|person|owner|holder|claimant|receiver|verifier|issuer|author|actor|caller|client|sender|beneficiary|organisation|partner|party|customer|member|by)(_id)?$";

describe("tables with an owner", () => {
  let backend: WholeBackend;
  let farm: Owner;
  before(async function () {
    this.timeout(300_000);
    backend = await startWholeBackend();
    await registerOrganisation(backend, "farm");
    farm = await makeRecords(backend, "farm");
    await addFurtherRows(backend.app.db.pool, farm);
  });
  after(() => backend.stop());

  const names = async (sql: string, parameters: unknown[] = []): Promise<string[]> =>
    (await backend.app.db.pool.query<{ name: string }>(sql, parameters)).rows.map(({ name }) => name);

  /** By the name of a column, by what is referred to, and by what stands in them once somebody has worked with everything. */
  async function withOwner(): Promise<Set<string>> {
    const found = new Set(
      await names(
        `SELECT t.table_name AS name FROM information_schema.tables t WHERE t.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND (
           EXISTS (SELECT FROM information_schema.columns c
             WHERE c.table_schema = t.table_schema AND c.table_name = t.table_name AND c.column_name ~ $1)
           OR EXISTS (SELECT FROM pg_constraint k WHERE k.contype = 'f' AND k.conrelid = quote_ident(t.table_name)::regclass
             AND (k.confrelid = 'persons'::regclass OR EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = k.confrelid))))`,
        [NAMES_SOMEBODY],
      ),
    );
    for (const table of await names("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'")) {
      const [hit] = await names(`SELECT 'yes' AS name FROM "${table}" t WHERE strpos(t::text, $1) > 0 OR strpos(t::text, $2) > 0 LIMIT 1`, [
        farm.account,
        farm.person,
      ]);
      if (hit !== undefined) found.add(table);
    }
    return found;
  }

  it("are each narrowed by a policy to the caller's rows, or stand in the documented list with the reason why not", async () => {
    const narrowed = await names(
      `SELECT DISTINCT tablename AS name FROM pg_policies
       WHERE schemaname = 'public' AND 'waybill_request' = ANY(roles) AND cmd IN ('ALL', 'SELECT') AND qual <> 'true'`,
    );
    const open = [...(await withOwner())].filter((table) => !narrowed.includes(table)).sort();
    expect(OPEN_TABLES.flatMap(({ tables }) => tables).sort()).to.deep.equal(open);
  });

  it("that no policy narrows stand in the documents with their reason", () => {
    const text = readFileSync(new URL("../../../docs/permissions.md", import.meta.url), "utf8");
    for (const { why, tables } of OPEN_TABLES)
      for (const table of tables) expect(text).to.match(new RegExp(`^\\| .*\`${table}\`.* \\| ${escapeRegExp(why)} +\\|$`, "m"));
  });
});

function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
