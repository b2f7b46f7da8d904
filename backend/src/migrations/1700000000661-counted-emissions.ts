import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * What lists and reports need of footprints and factor tables, beside the documents: a summary, when goods were last moved, and each emission
 * with those whom it concerns. Footprints of before do not say in which units goods were, so only the moved goods themselves are known.
 */
export class CountedEmissions1700000000661 implements MigrationInterface {
  name = "CountedEmissions1700000000661";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE footprints ADD COLUMN summary jsonb, ADD COLUMN moved_at timestamptz`);
    await runner.query(`
      UPDATE footprints SET summary = s.summary, moved_at = coalesce(s.moved_at, stored_at) FROM (
        SELECT f.hash, jsonb_build_object('status', j.doc -> 'status', 'total', j.doc -> 'total', 'perUnit', j.doc -> 'perUnit', 'quality', j.doc -> 'quality') AS summary,
          (SELECT max(coalesce(e ->> 'arrivedAt', e ->> 'departedAt')::timestamptz) FROM jsonb_array_elements(j.doc -> 'elements') AS e) AS moved_at
        FROM footprints f CROSS JOIN LATERAL (SELECT f.footprint_json::jsonb AS doc) AS j) AS s
      WHERE s.hash = footprints.hash`);
    await runner.query(`ALTER TABLE footprints ALTER COLUMN summary SET NOT NULL, ALTER COLUMN moved_at SET NOT NULL`);
    await runner.query(`CREATE INDEX footprints_moved_at ON footprints (moved_at)`);
    await runner.query(`
      CREATE TABLE footprint_emissions (
        footprint text NOT NULL REFERENCES footprints (hash),
        position integer NOT NULL,
        from_gln text NOT NULL,
        to_gln text NOT NULL,
        statements text[] NOT NULL,
        part_of text[] NOT NULL,
        operator text,
        payer text,
        grams numeric NOT NULL,
        PRIMARY KEY (footprint, position)
      )`);
    await runner.query(`
      INSERT INTO footprint_emissions
      SELECT f.hash, e.position - 1, coalesce(e.item -> 'from' ->> 'gln', e.item -> 'at' ->> 'gln', ''), coalesce(e.item -> 'to' ->> 'gln', e.item -> 'at' ->> 'gln', ''),
        ARRAY(SELECT DISTINCT v ->> 'statement' FROM jsonb_array_elements(e.item -> 'evidence') AS v
          WHERE v ->> 'statement' IS NOT NULL AND (e.item ->> 'kind' = 'hub' OR v ->> 'says' = '/bizStep, /sourceList, /destinationList, /readPoint, and the fields of transport')),
        array_remove(ARRAY[e.item ->> 'subject'], f.subject), e.item ->> 'operator', e.item ->> 'payer', (e.item -> 'emissions' ->> 'wtw')::numeric
      FROM footprints f CROSS JOIN LATERAL jsonb_array_elements(f.footprint_json::jsonb -> 'elements') WITH ORDINALITY AS e(item, position)`);
    await runner.query(`
      CREATE TABLE footprint_parties (
        footprint text NOT NULL REFERENCES footprints (hash),
        account text NOT NULL,
        first_sent integer,
        PRIMARY KEY (footprint, account)
      )`);
    await runner.query(`
      INSERT INTO footprint_parties
      SELECT f.hash, p ->> 'account', (SELECT min(e.position) - 1 FROM jsonb_array_elements(j.doc -> 'elements') WITH ORDINALITY AS e(item, position)
        WHERE e.item ->> 'kind' = 'transport' AND e.item ->> 'shipper' = p ->> 'account')
      FROM footprints f CROSS JOIN LATERAL (SELECT f.footprint_json::jsonb AS doc) AS j CROSS JOIN LATERAL jsonb_array_elements(j.doc -> 'scope3') AS p`);
    await runner.query(`ALTER TABLE factor_tables ADD COLUMN summary jsonb`);
    await runner.query(`
      UPDATE factor_tables SET summary = (table_json::jsonb - 'rows') || jsonb_build_object('rows', jsonb_array_length(table_json::jsonb -> 'rows'))`);
    await runner.query(`ALTER TABLE factor_tables ALTER COLUMN summary SET NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE factor_tables DROP COLUMN summary`);
    for (const table of ["footprint_parties", "footprint_emissions"]) await runner.query(`DROP TABLE ${table}`);
    await runner.query(`ALTER TABLE footprints DROP COLUMN summary, DROP COLUMN moved_at`);
  }
}
