import type { Footprint } from "@waybill/protocol/footprint/footprint";
import { scopePartsOf } from "@waybill/protocol/footprint/scope-shares";
import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Each party of a footprint with the elements that it reports, instead of where in the chain it first sent goods: a place in the chain does not
 * tell whose goods an element carried. Reports on footprints of before change with it; the documents stay as they were kept.
 */
export class ScopeParts1700000000664 implements MigrationInterface {
  name = "ScopeParts1700000000664";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE footprint_parties
        ADD COLUMN scope1 integer[] NOT NULL DEFAULT '{}',
        ADD COLUMN upstream integer[] NOT NULL DEFAULT '{}',
        ADD COLUMN downstream integer[] NOT NULL DEFAULT '{}',
        DROP COLUMN first_sent`);
    const kept = (await runner.query("SELECT hash FROM footprints")) as { hash: string }[];
    for (const { hash } of kept) {
      const [row] = (await runner.query("SELECT footprint_json FROM footprints WHERE hash = $1", [hash])) as { footprint_json: string }[];
      const parts = scopePartsOf(JSON.parse(row?.footprint_json ?? "") as Footprint);
      await runner.query(
        `UPDATE footprint_parties q SET scope1 = p.scope1, upstream = p.upstream, downstream = p.downstream
         FROM jsonb_to_recordset($2::jsonb) AS p(account text, scope1 integer[], upstream integer[], downstream integer[])
         WHERE q.footprint = $1 AND q.account = p.account`,
        [hash, JSON.stringify(parts)],
      );
    }
    for (const column of ["scope1", "upstream", "downstream"])
      await runner.query(`ALTER TABLE footprint_parties ALTER COLUMN ${column} DROP DEFAULT`);
    await runner.query(`ALTER TABLE footprint_emissions DROP COLUMN operator, DROP COLUMN payer`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE footprint_emissions ADD COLUMN operator text, ADD COLUMN payer text`);
    await runner.query(`
      UPDATE footprint_emissions e SET operator = i.item ->> 'operator', payer = i.item ->> 'payer'
      FROM footprints f CROSS JOIN LATERAL jsonb_array_elements(f.footprint_json::jsonb -> 'elements') WITH ORDINALITY AS i(item, position)
      WHERE f.hash = e.footprint AND i.position - 1 = e.position`);
    await runner.query(`
      ALTER TABLE footprint_parties ADD COLUMN first_sent integer, DROP COLUMN scope1, DROP COLUMN upstream, DROP COLUMN downstream`);
    await runner.query(`
      UPDATE footprint_parties p SET first_sent = s.first_sent FROM (
        SELECT f.hash, i.item ->> 'shipper' AS account, min(i.position) - 1 AS first_sent
        FROM footprints f CROSS JOIN LATERAL jsonb_array_elements(f.footprint_json::jsonb -> 'elements') WITH ORDINALITY AS i(item, position)
        WHERE i.item ->> 'kind' = 'transport' GROUP BY 1, 2) AS s
      WHERE s.hash = p.footprint AND s.account = p.account`);
  }
}
