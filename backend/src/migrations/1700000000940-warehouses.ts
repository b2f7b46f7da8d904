import type { MigrationInterface, QueryRunner } from "typeorm";

/** Programs of warehouses as the shop knows them: who they are, what they have told, and what they have on hand. */
export class Warehouses1700000000940 implements MigrationInterface {
  name = "Warehouses1700000000940";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE warehouses (
        id text COLLATE "C" PRIMARY KEY,
        name text NOT NULL,
        url text NOT NULL,
        country text NOT NULL,
        latitude double precision NOT NULL,
        longitude double precision NOT NULL,
        terms jsonb NOT NULL,
        actor text,
        registered_at timestamptz NOT NULL,
        instance uuid NOT NULL,
        other_instance uuid CHECK (other_instance <> instance),
        taken bigint NOT NULL DEFAULT 0 CHECK (taken >= 0),
        told bigint NOT NULL DEFAULT 0 CHECK (told >= taken),
        is_paused boolean NOT NULL DEFAULT false,
        status text NOT NULL CHECK (status IN ('HEALTHY', 'MISSED', 'OFFLINE')),
        status_since timestamptz NOT NULL,
        misses integer NOT NULL DEFAULT 0,
        heard_at timestamptz NOT NULL,
        asked_at timestamptz NOT NULL DEFAULT '-infinity',
        comparing_at timestamptz NOT NULL DEFAULT '-infinity',
        compared_at timestamptz,
        differences integer NOT NULL DEFAULT 0,
        copied bigint NOT NULL DEFAULT 0,
        breaker text NOT NULL DEFAULT 'closed' CHECK (breaker IN ('closed', 'open', 'half-open'))
      )`);
    await runner.query(`
      CREATE TABLE warehouse_statuses (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        warehouse text COLLATE "C" NOT NULL REFERENCES warehouses (id),
        became text NOT NULL CHECK (became IN ('registered', 'HEALTHY', 'MISSED', 'OFFLINE', 'paused', 'resumed', 'another', 'accepted')),
        cause text NOT NULL,
        at timestamptz NOT NULL
      )`);
    await runner.query(`CREATE INDEX warehouse_statuses_warehouse ON warehouse_statuses (warehouse, id)`);
    await runner.query(`
      CREATE TABLE warehouse_messages (
        warehouse text COLLATE "C" NOT NULL REFERENCES warehouses (id),
        instance uuid NOT NULL,
        sequence bigint NOT NULL CHECK (sequence > 0),
        id uuid NOT NULL,
        kind text NOT NULL,
        shipment text,
        content text NOT NULL,
        verdict text CHECK (verdict IN ('go', 'stale')),
        said_at timestamptz NOT NULL,
        taken_at timestamptz NOT NULL,
        PRIMARY KEY (warehouse, instance, sequence)
      )`);
    // Lot and expiry as the ledger has them.
    await runner.query(`
      CREATE TABLE warehouse_stock (
        warehouse text COLLATE "C" NOT NULL REFERENCES warehouses (id),
        gtin text COLLATE "C" NOT NULL,
        expiry date NOT NULL,
        lot text COLLATE "C" NOT NULL,
        on_hand bigint NOT NULL CHECK (on_hand >= 0),
        as_of bigint NOT NULL,
        synced_at timestamptz NOT NULL,
        key text COLLATE "C" NOT NULL,
        copied bigint NOT NULL,
        PRIMARY KEY (warehouse, gtin, expiry, lot)
      ) WITH (fillfactor = 70)`);
    // Whoever follows the copy reads what has changed.
    await runner.query(`CREATE INDEX warehouse_stock_copied ON warehouse_stock (warehouse, copied)`);
    await runner.query(`
      CREATE TABLE warehouse_conflicts (
        id text PRIMARY KEY,
        warehouse text COLLATE "C" NOT NULL REFERENCES warehouses (id),
        kind text NOT NULL CHECK (kind IN ('stock', 'instance')),
        gtin text COLLATE "C" NOT NULL DEFAULT '',
        expiry date NOT NULL DEFAULT 'infinity',
        lot text COLLATE "C" NOT NULL DEFAULT '',
        theirs bigint,
        ours bigint,
        reserved bigint,
        instance uuid,
        found_at timestamptz NOT NULL,
        ended_at timestamptz,
        CHECK ((kind = 'stock') = (theirs IS NOT NULL AND ours IS NOT NULL AND reserved IS NOT NULL)),
        CHECK ((kind = 'instance') = (instance IS NOT NULL))
      )`);
    await runner.query(`
      CREATE UNIQUE INDEX warehouse_conflicts_open ON warehouse_conflicts (warehouse, kind, gtin, expiry, lot) WHERE ended_at IS NULL`);
    await runner.query(`CREATE INDEX warehouse_conflicts_found ON warehouse_conflicts (found_at, id)`);
    await runner.query(`
      CREATE FUNCTION warehouse_history_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% of % is refused: it only grows', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
      END $$`);
    for (const table of ["warehouse_statuses", "warehouse_messages"])
      await runner.query(`
        CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION warehouse_history_is_kept()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["warehouse_conflicts", "warehouse_stock", "warehouse_messages", "warehouse_statuses", "warehouses"])
      await runner.query(`DROP TABLE ${table}`);
    await runner.query("DROP FUNCTION warehouse_history_is_kept()");
  }
}
