import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * How much of its allowance each client has used, for all processes together. Unlogged: nothing of it has to outlive a crash, and counting a request
 * writes no log. The function is a token bucket in one statement; memory-allowances.ts says the same in TypeScript.
 */
export class Allowances1700000000760 implements MigrationInterface {
  name = "Allowances1700000000760";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE UNLOGGED TABLE allowances (client bytea PRIMARY KEY, whole_at bigint NOT NULL) WITH (fillfactor = 70)`);
    await runner.query(`
      CREATE FUNCTION take_allowance(of_client bytea, cost integer, most integer, each bigint, at bigint) RETURNS bigint LANGUAGE plpgsql AS $$
      DECLARE
        whole_in bigint;
      BEGIN
        INSERT INTO allowances AS held SELECT of_client, at + cost * each WHERE cost <= most
        ON CONFLICT (client) DO UPDATE SET whole_at = greatest(held.whole_at, at) + cost * each
        WHERE greatest(held.whole_at, at) + cost * each <= at + most * each
        RETURNING whole_at - at INTO whole_in;
        IF FOUND THEN
          RETURN whole_in;
        END IF;
        SELECT greatest(whole_at - at, 0) INTO whole_in FROM allowances WHERE client = of_client;
        RETURN -1 - coalesce(whole_in, 0);
      END $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION take_allowance`);
    await runner.query(`DROP TABLE allowances`);
  }
}
