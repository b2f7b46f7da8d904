import type { MigrationInterface, QueryRunner } from "typeorm";

/** All that a warehouse knows beside its ledger: who works there, its bins, what it is to ship, and what it has told the shop. */
export class Warehouse1700000001000 implements MigrationInterface {
  name = "Warehouse1700000001000";

  async up(runner: QueryRunner): Promise<void> {
    // One row. `sequence` is the newest message, `taken` the last that the shop has; `units` counts the SSCCs that were given.
    await runner.query(`
      CREATE TABLE warehouse_state (
        is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
        instance uuid NOT NULL DEFAULT gen_random_uuid(),
        sequence bigint NOT NULL DEFAULT 0,
        taken bigint NOT NULL DEFAULT 0,
        units bigint NOT NULL DEFAULT 0,
        CONSTRAINT nothing_is_taken_before_it_is_told CHECK (0 <= taken AND taken <= sequence)
      )`);
    await runner.query("INSERT INTO warehouse_state DEFAULT VALUES");
    await runner.query(`
      CREATE TABLE messages (
        sequence bigint PRIMARY KEY CHECK (sequence > 0),
        id uuid NOT NULL UNIQUE,
        kind text NOT NULL CHECK (kind IN ('packed', 'short', 'shipped', 'proven', 'stock')),
        body jsonb NOT NULL,
        at timestamptz NOT NULL,
        verdict text CHECK (verdict IN ('go', 'stale'))
      )`);
    await runner.query(`
      CREATE TABLE staff (
        id uuid PRIMARY KEY,
        name text NOT NULL UNIQUE,
        hash text NOT NULL,
        is_lead boolean NOT NULL,
        created_at timestamptz NOT NULL,
        ended_at timestamptz
      )`);
    await runner.query(`
      CREATE TABLE staff_attempts (
        key text PRIMARY KEY,
        count integer NOT NULL,
        since timestamptz NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE bins (
        code text COLLATE "C" PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('shelf', 'packing'))
      )`);
    // Where goods are between their shelf and the door.
    await runner.query("INSERT INTO bins (code, kind) VALUES ('packing', 'packing')");
    await runner.query(`
      CREATE TABLE shipments (
        id text COLLATE "C" PRIMARY KEY,
        fence bigint NOT NULL,
        word text NOT NULL,
        answer jsonb,
        state text NOT NULL CHECK (state IN (
          'unheard', 'impossible', 'open', 'picked', 'packed', 'loadable', 'shipped', 'withdrawn', 'stale', 'empty')),
        order_id text,
        goods jsonb NOT NULL DEFAULT '[]',
        delivery jsonb,
        carrier text,
        tracking text,
        changed_at timestamptz NOT NULL
      )`);
    await runner.query("CREATE INDEX shipments_state ON shipments (state, changed_at)");
    await runner.query(`
      CREATE TABLE parcels (
        sscc text PRIMARY KEY,
        shipment text NOT NULL REFERENCES shipments,
        fence bigint NOT NULL,
        goods jsonb NOT NULL,
        packed_at timestamptz NOT NULL
      )`);
    await runner.query("CREATE INDEX parcels_shipment ON parcels (shipment, fence)");
    await runner.query(`
      CREATE TABLE tasks (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('pick', 'unpack', 'count')),
        shipment text REFERENCES shipments,
        fence bigint,
        line integer,
        gtin text NOT NULL,
        lot text,
        expiry date,
        bin text NOT NULL REFERENCES bins,
        quantity integer NOT NULL,
        done integer NOT NULL DEFAULT 0,
        missing integer NOT NULL DEFAULT 0,
        state text NOT NULL CHECK (state IN ('open', 'taken', 'done', 'ended')),
        staff uuid REFERENCES staff,
        created_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        CONSTRAINT tasks_do_what_there_is CHECK (0 <= done AND 0 <= missing AND done + missing <= quantity),
        CONSTRAINT tasks_are_somebodys CHECK (state <> 'taken' OR staff IS NOT NULL)
      )`);
    await runner.query("CREATE INDEX tasks_waiting ON tasks (created_at, id) WHERE state IN ('open', 'taken')");
    await runner.query("CREATE INDEX tasks_shipment ON tasks (shipment, fence)");
    await runner.query(`
      CREATE TABLE log (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL,
        shipment text,
        by text NOT NULL,
        what text NOT NULL,
        details jsonb NOT NULL
      )`);
    await runner.query("CREATE INDEX log_shipment ON log (shipment, id)");
    await runner.query(`
      CREATE FUNCTION log_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% of % is refused: the log only grows', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
      END $$`);
    await runner.query(`
      CREATE TRIGGER log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log FOR EACH STATEMENT EXECUTE FUNCTION log_is_kept()`);
    // What is to be signed is fixed, with its salts, before anybody is told of it: whoever is told twice is told the same.
    await runner.query(`
      CREATE TABLE proofs (
        id uuid PRIMARY KEY,
        shipment text REFERENCES shipments,
        fence bigint,
        sscc text,
        unit_salt text,
        contents jsonb,
        events jsonb NOT NULL,
        state text NOT NULL CHECK (state IN ('waiting', 'captured', 'proven')),
        capture text,
        tries integer NOT NULL DEFAULT 0,
        problem text,
        next_at timestamptz NOT NULL
      )`);
    await runner.query("CREATE INDEX proofs_waiting ON proofs (next_at) WHERE state <> 'proven'");
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      "proofs",
      "log",
      "tasks",
      "parcels",
      "shipments",
      "bins",
      "staff_attempts",
      "staff",
      "messages",
      "warehouse_state",
    ])
      await runner.query(`DROP TABLE ${table}`);
    await runner.query("DROP FUNCTION log_is_kept()");
  }
}
