// npm run migration:generate -- NameOfTheChange: writes the next migration, from what differs between the entities and the tables.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ENTITIES } from "../../backend/src/entities.ts";
import { MIGRATIONS } from "../../backend/src/migrations/index.ts";
import { createLogger } from "../../backend/src/platform/logging.ts";
import { prepareDatabase } from "../../backend/src/platform/schema/prepare-schema.ts";
import { startPostgres } from "../services/postgres.ts";
import { ROOT } from "../start/root.ts";
import { draftMigration, fileNameOf, nextStamp, withMigration } from "./draft.ts";

const [title = ""] = process.argv.slice(2);
process.exitCode = await generate();

/** On a database of its own, so that what somebody works with says nothing about it. */
async function generate(): Promise<number> {
  if (!/^[A-Z][A-Za-z]{2,60}$/.test(title)) {
    console.error("Usage: npm run migration:generate -- NameOfTheChange");
    return 3;
  }
  const name = { title, stamp: nextStamp(MIGRATIONS.map((one) => one.name)) };
  const folder = mkdtempSync(join(tmpdir(), "waybill-migration-"));
  const postgres = await startPostgres({
    directory: join(folder, "postgres"),
    password: "migration",
    logFile: join(folder, "log"),
    isDisposable: true,
  });
  try {
    await postgres.createDatabase("migration");
    const url = postgres.url("migration");
    await prepareDatabase({ url, migrations: MIGRATIONS, log: createLogger("fatal") });
    const path = join(ROOT, "backend/src/migrations", fileNameOf(name));
    writeFileSync(path, await draftMigration(url, ENTITIES, name));
    const index = join(ROOT, "backend/src/migrations/index.ts");
    writeFileSync(index, withMigration(readFileSync(index, "utf8"), name));
    console.log(`Wrote ${path.slice(ROOT.length + 1)}; npm run migration:run brings a database up to it.`);
    return 0;
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
