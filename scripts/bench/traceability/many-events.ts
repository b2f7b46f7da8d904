import { createHash } from "node:crypto";
import type { TestBackend } from "../../../backend/test/support/backend.ts";
import { inTransaction, selectRows } from "../../../backend/src/platform/context.ts";
import { storeIndex } from "../../../backend/src/modules/traceability/query/index/store-index.ts";

const BATCH = 2_000;
const STEPS = ["shipping", "receiving", "packing", "storing", "picking", "loading", "inspecting", "accepting"];
const DISPOSITIONS = ["in_transit", "in_progress", "active", "sellable_accessible"];
const PLACES = 200;
const CLASSES = 100;
const ORDERS = 5_000;
const START = Date.parse("2026-01-01T00:00:00Z");
const CONTEXT = ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", { example: "http://ns.example.com/epcis/" }];

/** The n-th event of a warehouse's year: two serials, an amount, an order, every fourth with a temperature, every tenth with a field of its own. */
export function eventOf(n: number): Record<string, unknown> {
  const place = `https://id.gs1.org/414/${String(9_506_000_000_000 + (n % PLACES) * 10)}`;
  return {
    type: "ObjectEvent",
    eventID: `urn:uuid:${uuidOf(n)}`,
    eventTime: new Date(START + n * 30_000).toISOString(),
    eventTimeZoneOffset: "+00:00",
    action: "OBSERVE",
    bizStep: STEPS[n % STEPS.length],
    disposition: DISPOSITIONS[Math.floor(n / 8) % DISPOSITIONS.length],
    readPoint: { id: place },
    bizLocation: { id: place },
    epcList: [`urn:epc:id:sgtin:0614141.107346.${n}`, `https://id.gs1.org/01/09506000134352/21/${n}`],
    quantityList: [{ epcClass: `https://id.gs1.org/01/09506000134352/10/L${n % CLASSES}`, quantity: (n % 400) / 4 + 1, uom: "KGM" }],
    bizTransactionList: [{ type: "po", bizTransaction: `https://example.com/po/${n % ORDERS}` }],
    ...(n % 4 === 0 ? { sensorElementList: [{ sensorReport: [{ type: "Temperature", value: (n % 300) / 10, uom: "CEL" }] }] } : {}),
    ...(n % 10 === 0 ? { "example:shift": `shift ${n % 30}` } : {}),
  };
}

export function uuidOf(n: number): string {
  const hex = createHash("sha256").update(`event ${n}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** An EPCIS document of events in a row. */
export function documentOf(from: number, count: number): string {
  const eventList = Array.from({ length: count }, (_, index) => eventOf(from + index));
  return JSON.stringify({
    "@context": CONTEXT,
    type: "EPCISDocument",
    schemaVersion: "2.0",
    creationDate: "2026-01-01T00:00:00Z",
    epcisBody: { eventList },
  });
}

/** Puts events into the database past capture, whose checks and hashes would take most of an hour; index and rows are the real ones. */
export async function loadEvents({ app }: TestBackend, count: number): Promise<void> {
  for (let from = 0; from < count; from += BATCH) {
    const events = Array.from({ length: Math.min(BATCH, count - from) }, (_, index) => {
      const n = from + index;
      const digest = createHash("sha256").update(`statement ${n}`).digest("hex");
      return { n, digest, json: JSON.stringify({ "@context": CONTEXT, ...eventOf(n) }), at: new Date(START + n * 30_000) };
    });
    await inTransaction(app, async (ctx) => {
      const rows = await selectRows<{ sequence: string }>(
        ctx,
        `INSERT INTO statements (commitment, event_id, event_hash, content_digest, salt, kind, account, event_json, declared_event_id, event_type,
           biz_step, event_time, captured_at)
         SELECT '0x' || d, 'ni:///sha-256;' || d || '?ver=CBV2.0', '0x' || d, '0x' || d, '0x' || d, 'claimed', 'bench', j, i, 'ObjectEvent', NULL, t, t
         FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]) AS e (d, j, i, t) RETURNING sequence`,
        [
          events.map(({ digest }) => digest),
          events.map(({ json }) => json),
          events.map(({ n }) => `urn:uuid:${uuidOf(n)}`),
          events.map(({ at }) => at),
        ],
      );
      await storeIndex(
        ctx,
        events.map(({ json, digest, at }, index) => ({
          sequence: rows[index]?.sequence ?? "",
          ...{ account: "bench", eventHash: `0x${digest}`, eventJson: json, recordedAt: at },
        })),
      );
    });
  }
  for (const table of ["statements", "indexed_events", "event_facts", "trace_parts"]) await app.db.pool.query(`VACUUM ANALYZE ${table}`);
}
