import type { MigrationInterface, QueryRunner } from "typeorm";

/** Where parcels go lies sealed, each under a key outside of the database, which is destroyed when the address is forgotten. */
export class SealedDeliveries1700000001010 implements MigrationInterface {
  name = "SealedDeliveries1700000001010";

  async up(runner: QueryRunner): Promise<void> {
    // What is there is sealed at the start: a migration has no keys.
    await runner.query(`
      CREATE TABLE deliveries_to_seal (
        shipment text COLLATE "C" PRIMARY KEY REFERENCES shipments,
        delivery jsonb NOT NULL
      )`);
    await runner.query("INSERT INTO deliveries_to_seal SELECT id, delivery FROM shipments WHERE delivery IS NOT NULL");
    await runner.query(`
      ALTER TABLE shipments DROP COLUMN delivery, ADD COLUMN delivery_sealed bytea, ADD COLUMN delivery_key text, ADD COLUMN country text,
        ADD CONSTRAINT shipments_have_keys CHECK ((delivery_sealed IS NULL) = (delivery_key IS NULL))`);
    await runner.query("CREATE TABLE spent_keys (key text PRIMARY KEY)");
    // Whatever forgets an address, and be it an operator by hand, its key is put aside to be destroyed once that is for good.
    await runner.query(`
      CREATE FUNCTION put_spent_key_aside() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO spent_keys (key) VALUES (OLD.delivery_key) ON CONFLICT DO NOTHING;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER shipments_spend_keys AFTER UPDATE OF delivery_key ON shipments FOR EACH ROW
      WHEN (OLD.delivery_key IS NOT NULL AND OLD.delivery_key IS DISTINCT FROM NEW.delivery_key) EXECUTE FUNCTION put_spent_key_aside()`);
  }

  /** Addresses that were sealed are not opened again. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TRIGGER shipments_spend_keys ON shipments");
    await runner.query("DROP FUNCTION put_spent_key_aside()");
    await runner.query("DROP TABLE spent_keys");
    await runner.query(`
      ALTER TABLE shipments DROP COLUMN delivery_sealed, DROP COLUMN delivery_key, DROP COLUMN country, ADD COLUMN delivery jsonb`);
    await runner.query(`
      UPDATE shipments SET delivery = waiting.delivery FROM deliveries_to_seal AS waiting WHERE waiting.shipment = shipments.id`);
    await runner.query("DROP TABLE deliveries_to_seal");
  }
}
