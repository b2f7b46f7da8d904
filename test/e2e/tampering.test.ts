import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { expect } from "chai";
import pg from "pg";
import { checkProduct } from "./support/product-page.ts";
import { becomeFinal, eventAbout, signEvent } from "./support/sign-event.ts";
import { system, type System } from "./support/system.ts";
import { keyOf, visitor } from "./support/visitor.ts";

const GTIN = "10860009999920";

/** One lot of its own for each way of cheating, so that none disturbs another. */
const CHEATS = [
  {
    title: "one digit of a stored event is changed",
    lot: "T-DIGIT",
    sql: `UPDATE statements SET event_json = replace(event_json, '"quantity":40', '"quantity":41') WHERE commitment = $1`,
    rows: 1,
  },
  {
    title: "the time of a stored event is changed, and its columns to match",
    lot: "T-TIME",
    sql: `UPDATE statements SET event_json = replace(event_json, 'T08:00:00Z', 'T08:30:00Z'), event_time = event_time + interval '30 minutes' WHERE commitment = $1`,
    rows: 1,
  },
  {
    title: "the signatures of two statements are swapped",
    lot: "T-SWAP",
    sql: `UPDATE statements a SET signature = b.signature FROM statements b
      WHERE (a.commitment = $1 AND b.commitment = $2) OR (a.commitment = $2 AND b.commitment = $1)`,
    rows: 2,
  },
  {
    title: "a statement is put into another organisation's mouth",
    lot: "T-MOUTH",
    sql: `UPDATE statements SET account = '0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc' WHERE commitment = $1`,
    rows: 1,
  },
  {
    title: "an event is dropped",
    lot: "T-DROP",
    sql: `WITH gone AS (DELETE FROM statement_subjects WHERE commitment = $1) DELETE FROM statements WHERE commitment = $1`,
    rows: 1,
  },
  {
    title: "an event is dropped together with its entry in the lot's history",
    lot: "T-HISTORY",
    sql: `WITH gone AS (DELETE FROM statement_subjects WHERE commitment = $1), entry AS (DELETE FROM history_entries WHERE commitment = $1)
      DELETE FROM statements WHERE commitment = $1`,
    rows: 1,
  },
  {
    // Last: the leaf belongs to a batch that the other lots share.
    title: "a proof is cut",
    lot: "T-PROOF",
    sql: `DELETE FROM batch_leaves WHERE kind = 'commitment' AND value = $1`,
    rows: 1,
  },
] as const;

describe("a database that somebody tampered with", function () {
  this.timeout(60_000);
  let all: System;
  let database: pg.Client;
  const commitments = new Map<string, readonly [Hex32, Hex32]>();

  before(async function () {
    this.timeout(240_000);
    all = await system();
    database = new pg.Client({ connectionString: all.databaseUrl });
    await database.connect();
    const key = keyOf(all, "Indian River Packing");
    for (const { lot } of CHEATS) {
      const subject = `https://id.gs1.org/01/${GTIN}/10/${lot}`;
      const made = await signEvent(all, key, eventAbout(subject, { bizStep: "commissioning", eventTime: "2026-11-20T06:00:00Z" }));
      const shipped = await signEvent(all, key, eventAbout(subject, { bizStep: "shipping", eventTime: "2026-11-20T08:00:00Z" }));
      commitments.set(lot, [shipped, made]);
    }
    await becomeFinal(all, [...commitments.values()].flat());
  });
  after(() => database?.end());

  for (const { title, lot, sql, rows } of CHEATS) {
    it(`is never green in the reader's browser: ${title}`, async () => {
      const [shipped, made] = commitments.get(lot) ?? [];
      const { page, leave } = await visitor(all);
      const path = `/01/${GTIN}/10/${lot}`;
      expect(await checkProduct(page, path), "before").to.equal("verified");
      const { rowCount } = await database.query(sql, sql.includes("$2") ? [shipped, made] : [shipped]);
      expect(rowCount).to.equal(rows);
      expect(await checkProduct(page, path), "after").to.be.oneOf(["failed", "unknown"]);
      await leave();
    });
  }
});
