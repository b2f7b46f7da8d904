import { expect } from "chai";
import { EntitySchema } from "typeorm";
import { ENTITIES } from "../../backend/src/entities.ts";
import { run as revert } from "../../backend/src/cli/migrate-revert.ts";
import { MIGRATIONS } from "../../backend/src/migrations/index.ts";
import { createLogger } from "../../backend/src/platform/logging.ts";
import { prepareDatabase } from "../../backend/src/platform/schema/prepare-schema.ts";
import { draftMigration, fileNameOf, nextStamp, withMigration } from "../../scripts/migrations/draft.ts";
import { withClient } from "../../scripts/services/postgres.ts";
import { createDatabase } from "../support/postgres.ts";

const NAME = { title: "ShelvesOfShops", stamp: 1_700_000_009_990 };

describe("migrations that are drafted", () => {
  let url: string;
  before(async function () {
    this.timeout(120_000);
    ({ url } = await createDatabase());
    await prepareDatabase({ url, migrations: MIGRATIONS, log: createLogger("fatal") });
  });

  it("hold nothing while the entities are as the tables are", async () => {
    const source = await draftMigration(url, ENTITIES, NAME);
    expect(source).to.include("class ShelvesOfShops1700000009990").and.not.include("runner.query");
    expect(source).to.include("/** Shelves of shops. */");
  });

  it("make the table of a new entity, and take it away again", async () => {
    const shelves = new EntitySchema<{ id: string }>({
      name: "Shelf",
      tableName: "shelves",
      columns: { id: { type: "text", primary: true } },
    });
    const source = await draftMigration(url, [...ENTITIES, shelves] as EntitySchema[], NAME);
    const [up = "", down = ""] = source.split("async down");
    expect(up).to.include("CREATE TABLE").and.include("shelves");
    expect(down).to.include("DROP TABLE").and.include("shelves");
  });

  it("are numbered behind the others, and stand last in the list", () => {
    expect(nextStamp(["A1700000000911", "B1700000000920"])).to.equal(1_700_000_000_930);
    expect(fileNameOf(NAME)).to.equal("1700000009990-shelves-of-shops.ts");
    const index =
      'import type { M } from "typeorm";\nimport { A1 } from "./1-a.ts";\n\nexport const MIGRATIONS: (new () => M)[] = [\n  A1,\n];\n';
    expect(withMigration(index, NAME)).to.equal(
      'import type { M } from "typeorm";\nimport { A1 } from "./1-a.ts";\nimport { ShelvesOfShops1700000009990 } from "./1700000009990-shelves-of-shops.ts";\n\n' +
        "export const MIGRATIONS: (new () => M)[] = [\n  A1,\n  ShelvesOfShops1700000009990,\n];\n",
    );
  });

  it("are taken back one by one, the newest first, and are run again", async () => {
    const newest = async () =>
      withClient(url, async (client) => {
        const { rows } = await client.query<{ name: string }>("SELECT name FROM migrations ORDER BY timestamp DESC LIMIT 1");
        return rows[0]?.name;
      });
    let said = "";
    const sink = { write: (text: string) => (said += text) };
    const takeBack = () => revert([], { stdout: sink, stderr: sink, env: { DATABASE_URL: url } });
    expect(await takeBack(), said).to.equal(0);
    expect(said).to.equal(`Took back ${MIGRATIONS.at(-1)?.name}.\n`);
    expect(await newest()).to.equal(MIGRATIONS.at(-2)?.name);
    await prepareDatabase({ url, migrations: MIGRATIONS, log: createLogger("fatal") });
    expect(await newest()).to.equal(MIGRATIONS.at(-1)?.name);
  });

  it("of a newer Waybill are not taken back", async () => {
    const isAdded = "INSERT INTO migrations (timestamp, name) VALUES (1800000000000, 'Later1800000000000')";
    await withClient(url, (client) => client.query(isAdded));
    let said = "";
    const sink = { write: (text: string) => (said += text) };
    expect(await revert([], { stdout: sink, stderr: sink, env: { DATABASE_URL: url } })).to.equal(1);
    expect(said).to.match(/^Later1800000000000 is of a newer Waybill/);
    await withClient(url, (client) => client.query("DELETE FROM migrations WHERE name = 'Later1800000000000'"));
  });
});
