import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * The contract alone decides which of two signatures with one nonce counts: a request that failed in a block may arrive after all when that block is
 * undone, beside another one that was accepted meanwhile.
 */
export class RetirementNonces1700000000641 implements MigrationInterface {
  name = "RetirementNonces1700000000641";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX retirement_requests_nonce`);
    await runner.query(`CREATE INDEX retirement_requests_nonce ON retirement_requests (holder, nonce)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX retirement_requests_nonce`);
    await runner.query(`CREATE UNIQUE INDEX retirement_requests_nonce ON retirement_requests (holder, nonce) WHERE state <> 'failed'`);
  }
}
