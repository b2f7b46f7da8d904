import type { MigrationInterface, QueryRunner } from "typeorm";

/** The ledger of stock: moves that nobody changes, and what they add up to. */
export class Stock1700000000900 implements MigrationInterface {
  name = "Stock1700000000900";

  async up(runner: QueryRunner): Promise<void> {
    // Goods without a lot have the lot '', and goods that do not expire the expiry 'infinity': so they have a key, and are taken last.
    await runner.query(`
      CREATE TABLE stock_balances (
        gtin text COLLATE "C" NOT NULL,
        expiry date NOT NULL,
        warehouse text COLLATE "C" NOT NULL,
        lot text COLLATE "C" NOT NULL,
        on_hand bigint NOT NULL,
        reserved bigint NOT NULL,
        PRIMARY KEY (gtin, expiry, warehouse, lot),
        CONSTRAINT stock_is_never_oversold CHECK (0 <= reserved AND reserved <= on_hand)
      ) WITH (fillfactor = 50)`);
    await runner.query(`CREATE INDEX stock_balances_warehouse ON stock_balances (warehouse, gtin, expiry, lot)`);
    await runner.query(`
      CREATE TABLE stock_moves (
        id bigint GENERATED ALWAYS AS IDENTITY,
        key text COLLATE "C" NOT NULL,
        part smallint NOT NULL,
        content text NOT NULL,
        cause text NOT NULL CHECK (cause IN ('received', 'counted', 'reserved', 'released', 'moved', 'shipped')),
        reference text,
        reservation text COLLATE "C",
        gtin text COLLATE "C" NOT NULL,
        expiry date NOT NULL,
        warehouse text COLLATE "C" NOT NULL,
        lot text COLLATE "C" NOT NULL,
        from_bucket text NOT NULL CHECK (from_bucket IN ('outside', 'available', 'reserved')),
        to_bucket text NOT NULL CHECK (to_bucket IN ('outside', 'available', 'reserved') AND to_bucket <> from_bucket),
        quantity bigint NOT NULL CHECK (quantity > 0 OR (quantity = 0 AND cause IN ('counted', 'released'))),
        at timestamptz NOT NULL,
        PRIMARY KEY (key, part),
        CONSTRAINT stock_moves_mark_what_was_never_made CHECK ((gtin = '') = (cause = 'released' AND quantity = 0))
      )`);
    await runner.query(`CREATE UNIQUE INDEX stock_moves_gtin ON stock_moves (gtin, id)`);
    await runner.query(`CREATE INDEX stock_moves_reservation ON stock_moves (reservation) WHERE reservation IS NOT NULL`);
    await runner.query(`
      CREATE FUNCTION stock_moves_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% of % is refused: the ledger only grows', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
      END $$`);
    // The trigger holds whoever is owner or superuser, too; the right is taken away beside it.
    await runner.query(`
      CREATE TRIGGER stock_moves_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON stock_moves
      FOR EACH STATEMENT EXECUTE FUNCTION stock_moves_are_kept()`);
    await runner.query(`REVOKE UPDATE, DELETE, TRUNCATE ON stock_moves FROM PUBLIC, CURRENT_USER, waybill_request`);
    // No move is without its balance, whoever writes it. A plan that was kept from when there were few balances must not read all of them.
    await runner.query(`
      CREATE FUNCTION stock_moves_change_balances() RETURNS trigger LANGUAGE plpgsql SET enable_hashjoin = off SET enable_mergejoin = off AS $$
      DECLARE
        places bigint;
        changed bigint;
      BEGIN
        INSERT INTO stock_balances (gtin, expiry, warehouse, lot, on_hand, reserved)
        SELECT DISTINCT gtin, expiry, warehouse, lot, 0, 0 FROM added WHERE from_bucket = 'outside' ORDER BY 1, 2, 3, 4
        ON CONFLICT DO NOTHING;
        SELECT count(*) INTO places FROM (SELECT DISTINCT gtin, expiry, warehouse, lot FROM added WHERE gtin <> '') p;
        UPDATE stock_balances b SET on_hand = b.on_hand + d.on_hand, reserved = b.reserved + d.reserved
        FROM (
          SELECT gtin, expiry, warehouse, lot,
            sum(CASE WHEN from_bucket = 'outside' THEN quantity WHEN to_bucket = 'outside' THEN -quantity ELSE 0 END) AS on_hand,
            sum(CASE WHEN to_bucket = 'reserved' THEN quantity WHEN from_bucket = 'reserved' THEN -quantity ELSE 0 END) AS reserved
          FROM added WHERE gtin <> '' GROUP BY gtin, expiry, warehouse, lot) d
        WHERE b.gtin = d.gtin AND b.expiry = d.expiry AND b.warehouse = d.warehouse AND b.lot = d.lot;
        GET DIAGNOSTICS changed = ROW_COUNT;
        IF changed <> places THEN RAISE EXCEPTION 'Nothing was ever received there' USING ERRCODE = 'check_violation'; END IF;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER stock_moves_change_balances AFTER INSERT ON stock_moves REFERENCING NEW TABLE AS added
      FOR EACH STATEMENT EXECUTE FUNCTION stock_moves_change_balances()`);
    // What the last look found: one row.
    await runner.query(`
      CREATE TABLE stock_checks (
        is_last boolean PRIMARY KEY DEFAULT true CHECK (is_last),
        at timestamptz NOT NULL,
        places bigint NOT NULL,
        drifted bigint NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["stock_checks", "stock_moves", "stock_balances"]) await runner.query(`DROP TABLE ${table}`);
    await runner.query("DROP FUNCTION stock_moves_change_balances()");
    await runner.query("DROP FUNCTION stock_moves_are_kept()");
  }
}
