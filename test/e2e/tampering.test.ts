import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { expect } from "chai";
import pg from "pg";
import { checkProduct } from "./support/product-page.ts";
import { becomeFinal, eventAbout, signEvent } from "./support/sign-event.ts";
import { system, type System } from "./support/system.ts";
import { keyOf, visitor, type Visitor } from "./support/visitor.ts";

const GTIN = "10860009999920";

interface Cheat {
  title: string;
  /** Where its page is, below the product: each has goods of its own, so that none disturbs another. */
  path: string;
  /** What the goods are called where that is more than their page. */
  epc?: string;
  /** What the shipping says besides. */
  says?: JsonObject;
  sql: string;
  rows: number;
  /** What only takes evidence away contradicts nothing: then the answer is that nobody knows. All else is contradicted, and red. */
  answer?: "unknown";
}

const CHEATS: readonly Cheat[] = [
  {
    title: "one digit of a stored event is changed",
    path: "/10/T-DIGIT",
    sql: `UPDATE statements SET event_json = replace(event_json, '"quantity":40', '"quantity":41') WHERE commitment = $1`,
    rows: 1,
  },
  {
    title: "the time of a stored event is changed, and its columns to match",
    path: "/10/T-TIME",
    sql: `UPDATE statements SET event_json = replace(event_json, 'T08:00:00Z', 'T08:30:00Z'), event_time = event_time + interval '30 minutes' WHERE commitment = $1`,
    rows: 1,
  },
  {
    title: "the link to a certificate is swapped, which the event hash leaves out",
    path: "/10/T-CERTIFICATE",
    says: { certificationInfo: "https://certifier.example/organic/2026-17" },
    sql: `UPDATE statements SET event_json = replace(event_json, 'organic/2026-17', 'organic/2026-18') WHERE commitment = $1`,
    rows: 1,
  },
  {
    title: "the lot beside a serial is changed, which the event hash leaves out",
    path: "/21/T-SERIAL",
    epc: "/10/T-LOT-A/21/T-SERIAL",
    sql: `UPDATE statements SET event_json = replace(event_json, 'T-LOT-A', 'T-LOT-B') WHERE commitment = $1`,
    rows: 1,
  },
  {
    title: "the signatures of two statements are swapped",
    path: "/10/T-SWAP",
    sql: `UPDATE statements a SET signature = b.signature FROM statements b
      WHERE (a.commitment = $1 AND b.commitment = $2) OR (a.commitment = $2 AND b.commitment = $1)`,
    rows: 2,
  },
  {
    title: "a statement is put into another organisation's mouth",
    path: "/10/T-MOUTH",
    sql: `UPDATE statements SET account = '0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc' WHERE commitment = $1`,
    rows: 1,
  },
  {
    title: "an event is dropped",
    path: "/10/T-DROP",
    sql: `WITH gone AS (DELETE FROM statement_subjects WHERE commitment = $1) DELETE FROM statements WHERE commitment = $1`,
    rows: 1,
  },
  {
    title: "an event is dropped together with its entry in the lot's history",
    path: "/10/T-HISTORY",
    sql: `WITH gone AS (DELETE FROM statement_subjects WHERE commitment = $1), entry AS (DELETE FROM history_entries WHERE commitment = $1)
      DELETE FROM statements WHERE commitment = $1`,
    rows: 1,
  },
  {
    // Last: the leaf belongs to a batch that the other goods share.
    title: "a proof is cut",
    path: "/10/T-PROOF",
    sql: `DELETE FROM batch_leaves WHERE kind = 'commitment' AND value = $1`,
    rows: 1,
    answer: "unknown",
  },
];

/** Goods that are commissioned and then shipped. */
function eventsOf({ path, epc = path, says }: Cheat): { made: JsonObject; shipped: JsonObject } {
  const goods = `https://id.gs1.org/01/${GTIN}${epc}`;
  const about = (what: { bizStep: string; eventTime: string }): JsonObject =>
    goods.includes("/21/") ? { ...eventAbout(goods, what), quantityList: [], epcList: [goods] } : eventAbout(goods, what);
  return {
    made: about({ bizStep: "commissioning", eventTime: "2026-11-20T06:00:00Z" }),
    shipped: { ...about({ bizStep: "shipping", eventTime: "2026-11-20T08:00:00Z" }), ...says },
  };
}

describe("a database that somebody tampered with", function () {
  this.timeout(60_000);
  let all: System;
  let database: pg.Client;
  let reader: Visitor;
  const commitments = new Map<string, readonly [Hex32, Hex32]>();

  before(async function () {
    this.timeout(240_000);
    all = await system();
    database = new pg.Client({ connectionString: all.databaseUrl });
    await database.connect();
    reader = await visitor(all);
    const key = keyOf(all, "Indian River Packing");
    for (const cheat of CHEATS) {
      const { made, shipped } = eventsOf(cheat);
      const first = await signEvent(all, key, made);
      commitments.set(cheat.path, [await signEvent(all, key, shipped), first]);
    }
    await becomeFinal(all, [...commitments.values()].flat());
  });
  after(() => Promise.all([database?.end(), reader?.leave()]));

  for (const { title, path, sql, rows, answer = "failed" } of CHEATS) {
    it(`is called ${answer} in the reader's browser: ${title}`, async () => {
      const [shipped, made] = commitments.get(path) ?? [];
      const { page } = reader;
      const goods = `/01/${GTIN}${path}`;
      expect(await checkProduct(page, goods), "before").to.equal("verified");
      const { rowCount } = await database.query(sql, sql.includes("$2") ? [shipped, made] : [shipped]);
      expect(rowCount).to.equal(rows);
      expect(await checkProduct(page, goods), "after").to.equal(answer);
    });
  }
});
