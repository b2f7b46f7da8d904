import type { MigrationInterface, QueryRunner } from "typeorm";

/** What did something in the log and is nobody of the staff; a person of that name, from when that was possible, cannot be told from it. */
const PROGRAMS = "('shop', 'operator', 'warehouse', 'nobody', 'demonstration')";

/**
 * Names of the staff lie sealed, each under a key outside of the database, which is destroyed when the name is erased. The log and the devices name people by
 * their ids, also where they named them by their names before: what only grows must hold nothing that has to be erased.
 */
export class SealedNames1700000001044 implements MigrationInterface {
  name = "SealedNames1700000001044";

  async up(runner: QueryRunner): Promise<void> {
    // Which keys are those of this database: whoever works with others finds nobody.
    await runner.query("ALTER TABLE warehouse_state ADD COLUMN keys_mark text");
    await runner.query("ALTER TABLE log DISABLE TRIGGER log_append_only");
    await runner.query(`UPDATE log SET by = staff.id::text FROM staff WHERE log.by = staff.name AND staff.name NOT IN ${PROGRAMS}`);
    await runner.query("UPDATE log SET details = details - 'name' WHERE what IN ('staff-added', 'staff-ended')");
    await runner.query("ALTER TABLE log ENABLE TRIGGER log_append_only");
    await runner.query(
      `UPDATE staff_devices SET added_by = staff.id::text FROM staff WHERE added_by = staff.name AND staff.name NOT IN ${PROGRAMS}`,
    );
    // Answers that are kept for a repeated request may name somebody.
    await runner.query("DELETE FROM idempotency_keys");
    // What is there is sealed at the start: a migration has no keys.
    await runner.query("CREATE TABLE staff_to_seal (staff uuid PRIMARY KEY REFERENCES staff, name text NOT NULL)");
    await runner.query("INSERT INTO staff_to_seal SELECT id, name FROM staff");
    await runner.query("ALTER TABLE staff DROP COLUMN name, ADD COLUMN name_sealed bytea, ADD COLUMN name_index text UNIQUE");
    // Whatever erases a name, its key is put aside to be destroyed once that is for good.
    await runner.query(`
      CREATE FUNCTION put_key_of_name_aside() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO spent_keys (key) VALUES ('staff:' || OLD.id) ON CONFLICT DO NOTHING;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER staff_spend_keys AFTER UPDATE OF name_sealed ON staff FOR EACH ROW
      WHEN (OLD.name_sealed IS NOT NULL AND NEW.name_sealed IS NULL) EXECUTE FUNCTION put_key_of_name_aside()`);
  }

  /** Names that were sealed are not opened again: people are called by their ids then, and nobody of them can sign in. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TRIGGER staff_spend_keys ON staff");
    await runner.query("DROP FUNCTION put_key_of_name_aside()");
    await runner.query("ALTER TABLE staff ADD COLUMN name text UNIQUE, DROP COLUMN name_sealed, DROP COLUMN name_index");
    await runner.query("UPDATE staff SET name = coalesce((SELECT name FROM staff_to_seal WHERE staff = id), id::text)");
    await runner.query("ALTER TABLE staff ALTER COLUMN name SET NOT NULL");
    await runner.query("DROP TABLE staff_to_seal");
    await runner.query("ALTER TABLE warehouse_state DROP COLUMN keys_mark");
  }
}
