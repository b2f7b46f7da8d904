import type { MigrationInterface, QueryRunner } from "typeorm";

const TABLES = [
  "ended_page_tokens",
  "named_queries",
  "location_children",
  "company_prefixes",
  "event_index_state",
  "event_facts",
  "indexed_events",
];

/** What the EPCIS query language looks events up by. All of it but the named queries is made of statements, and can be made again. */
export class EventIndex1700000000400 implements MigrationInterface {
  name = "EventIndex1700000000400";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE indexed_events (
        sequence bigint PRIMARY KEY,
        recorded_at timestamptz NOT NULL,
        event_time timestamptz NOT NULL,
        event_type text COLLATE "C" NOT NULL,
        action text COLLATE "C",
        biz_step text COLLATE "C",
        disposition text COLLATE "C",
        read_point text COLLATE "C",
        biz_location text COLLATE "C"
      )`);
    for (const column of ["recorded_at", "event_time", "event_type", "biz_step", "disposition", "read_point", "biz_location"])
      await runner.query(`CREATE INDEX indexed_events_${column} ON indexed_events (${column}, sequence)`);
    await runner.query(`
      CREATE TABLE event_facts (
        sequence bigint NOT NULL,
        name text COLLATE "C" NOT NULL,
        text text COLLATE "C",
        number numeric,
        moment timestamptz
      )`);
    await runner.query(`CREATE INDEX event_facts_text ON event_facts (name, text, sequence)`);
    await runner.query(`CREATE INDEX event_facts_number ON event_facts (name, number, sequence) WHERE number IS NOT NULL`);
    await runner.query(`CREATE INDEX event_facts_moment ON event_facts (name, moment, sequence) WHERE moment IS NOT NULL`);
    await runner.query(`CREATE INDEX event_facts_sequence ON event_facts (sequence, name)`);
    // Name and text depend on each other: without this the planner takes a class that half of all events have for a rare one.
    await runner.query(`CREATE STATISTICS event_facts_name_text (mcv, ndistinct, dependencies) ON name, text FROM event_facts`);
    // A lot that one event in a thousand names is worth knowing.
    await runner.query(`ALTER STATISTICS event_facts_name_text SET STATISTICS 1000`);
    await runner.query(`ALTER TABLE event_facts ALTER COLUMN name SET STATISTICS 1000, ALTER COLUMN text SET STATISTICS 1000`);
    await runner.query(`
      CREATE TABLE event_index_state (
        is_one boolean PRIMARY KEY DEFAULT true CHECK (is_one),
        version integer NOT NULL,
        done_through bigint NOT NULL,
        until bigint NOT NULL
      )`);
    // Company prefixes that captured URNs have shown: a Digital Link does not say where its own ends.
    await runner.query(`CREATE TABLE company_prefixes (prefix text COLLATE "C" PRIMARY KEY)`);
    await runner.query(`
      CREATE TABLE location_children (
        account text NOT NULL,
        parent text COLLATE "C" NOT NULL,
        child text COLLATE "C" NOT NULL,
        PRIMARY KEY (parent, child, account)
      )`);
    await runner.query(`
      CREATE TABLE named_queries (
        name text COLLATE "C" PRIMARY KEY,
        account text NOT NULL,
        query text NOT NULL,
        extensions jsonb NOT NULL,
        created_at timestamptz NOT NULL
      )`);
    await runner.query(`CREATE INDEX capture_jobs_unfinished ON capture_jobs (created_at) WHERE finished_at IS NULL`);
    await runner.query(`CREATE TABLE ended_page_tokens (digest text PRIMARY KEY, expires_at timestamptz NOT NULL)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX capture_jobs_unfinished`);
    for (const table of TABLES) await runner.query(`DROP TABLE ${table}`);
  }
}
