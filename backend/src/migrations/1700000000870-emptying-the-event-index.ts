import type { MigrationInterface, QueryRunner } from "typeorm";

/** The index of events is made anew by processes, which may empty no table: this empties those of the index, as their owner, and nothing else. */
export class EmptyingTheEventIndex1700000000870 implements MigrationInterface {
  name = "EmptyingTheEventIndex1700000000870";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION waybill_empty_event_index() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
        TRUNCATE public.indexed_events, public.event_facts, public.company_prefixes, public.trace_parts, public.withdrawn_statements
      $$`);
    await runner.query(`REVOKE EXECUTE ON FUNCTION waybill_empty_event_index FROM PUBLIC`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION waybill_empty_event_index`);
  }
}
