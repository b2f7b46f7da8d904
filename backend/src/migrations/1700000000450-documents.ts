import type { MigrationInterface, QueryRunner } from "typeorm";

/** Certificates, photos and reports: what is kept, whose it is, and where copies are. */
export class Documents1700000000450 implements MigrationInterface {
  name = "Documents1700000000450";

  async up(runner: QueryRunner): Promise<void> {
    // Written before the blocks are: what has no document an hour later was left by a process that died.
    await runner.query(`
      CREATE TABLE stored_files (
        cid text COLLATE "C" PRIMARY KEY,
        blocks text[] NOT NULL,
        is_manifest boolean NOT NULL,
        stored_at timestamptz NOT NULL,
        removed_at timestamptz
      )`);
    await runner.query(`CREATE INDEX stored_files_blocks ON stored_files USING gin (blocks)`);
    await runner.query(`
      CREATE TABLE documents (
        cid text COLLATE "C" NOT NULL REFERENCES stored_files,
        account text NOT NULL,
        sha256 text COLLATE "C" NOT NULL,
        is_public boolean NOT NULL,
        name text NOT NULL,
        media_type text NOT NULL,
        size_bytes integer NOT NULL,
        wrapped_key bytea,
        created_at timestamptz NOT NULL,
        erased_at timestamptz,
        PRIMARY KEY (cid, account),
        CHECK (is_public = (wrapped_key IS NULL AND erased_at IS NULL) OR erased_at IS NOT NULL)
      )`);
    await runner.query(`CREATE UNIQUE INDEX documents_once ON documents (account, sha256, is_public) WHERE erased_at IS NULL`);
    await runner.query(`CREATE INDEX documents_sha256 ON documents (sha256)`);
    await runner.query(`CREATE INDEX documents_account ON documents (account, created_at DESC, cid)`);
    await runner.query(`
      CREATE TABLE document_pins (
        cid text COLLATE "C" NOT NULL REFERENCES stored_files ON DELETE CASCADE,
        place text NOT NULL,
        kept_at timestamptz,
        checked_at timestamptz,
        is_missing boolean NOT NULL DEFAULT false,
        PRIMARY KEY (cid, place)
      )`);
    await runner.query(`CREATE INDEX document_pins_due ON document_pins (checked_at NULLS FIRST)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["document_pins", "documents", "stored_files"]) await runner.query(`DROP TABLE ${table}`);
  }
}
