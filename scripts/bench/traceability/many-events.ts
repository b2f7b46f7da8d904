import { createHash } from "node:crypto";
import type { TestBackend } from "../../../backend/test/support/backend.ts";
import { inTransaction, selectRows } from "../../../backend/src/platform/context.ts";
import { entryOfText } from "../../../backend/src/modules/traceability/query/index/index-entry.ts";
import { storeIndex } from "../../../backend/src/modules/traceability/query/index/store-index.ts";

const BATCH = 2_000;
const LOADERS = 3;
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

/** Takes what `statementColumns` makes. */
export const STATEMENT_INSERT = `
  INSERT INTO statements (commitment, event_id, event_hash, content_digest, salt, kind, account, event_json, declared_event_id, event_type,
    biz_step, event_time, captured_at)
  SELECT '0x' || d, 'ni:///sha-256;' || d || '?ver=CBV2.0', '0x' || d, '0x' || d, '0x' || d, 'claimed', 'bench', j, i, k, NULL, t, t
  FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[]) AS e (d, j, i, k, t)
  RETURNING sequence`;

/** Digest, JSON, eventID, type and time of the statements about some events in a row. */
export function statementColumns(from: number, count: number): [string[], string[], (string | null)[], string[], Date[]] {
  return columnsOf(
    Array.from({ length: count }, (_, index) => eventOf(from + index)),
    `events from ${from}`,
  );
}

/** Puts events into the database past capture, whose checks and hashes would take most of an hour; index, graph and rows are the real ones. */
export async function loadEvents(backend: TestBackend, count: number): Promise<void> {
  let next = 0;
  const work = async () => {
    for (let from = next; from < count; from = next) {
      next += BATCH;
      await load(backend, statementColumns(from, Math.min(BATCH, count - from)));
    }
  };
  // The database works on one batch while the next one is read.
  await Promise.all(Array.from({ length: LOADERS }, work));
}

/** The same for other events; `name` tells those of one call from those of another. */
export async function loadOther(backend: TestBackend, events: readonly Record<string, unknown>[], name: string): Promise<void> {
  for (let from = 0; from < events.length; from += BATCH)
    await load(backend, columnsOf(events.slice(from, from + BATCH), `${name} ${from}`));
}

export async function analyse({ owner }: TestBackend): Promise<void> {
  for (const table of ["statements", "indexed_events", "event_facts", "trace_parts"]) await owner.query(`VACUUM ANALYZE ${table}`);
}

async function load({ app }: TestBackend, columns: ReturnType<typeof columnsOf>): Promise<void> {
  const [digests, texts, , , times] = columns;
  await inTransaction(app, async (ctx) => {
    const rows = await selectRows<{ sequence: string }>(ctx, STATEMENT_INSERT, columns);
    await storeIndex(
      ctx,
      rows.map(({ sequence }, index) => ({
        ...{ sequence, eventHash: `0x${digests[index]}`, recordedAt: times[index] ?? new Date(START) },
        entry: entryOfText({ account: "bench", eventJson: texts[index] ?? "" }),
      })),
    );
  });
}

function columnsOf(events: readonly Record<string, unknown>[], name: string): [string[], string[], (string | null)[], string[], Date[]] {
  return [
    events.map((_, index) => createHash("sha256").update(`statement ${index} of ${name}`).digest("hex")),
    events.map((event) => JSON.stringify({ "@context": CONTEXT, ...event })),
    events.map((event) => (typeof event["eventID"] === "string" ? event["eventID"] : null)),
    events.map((event) => String(event["type"])),
    events.map((event) => new Date(String(event["eventTime"]))),
  ];
}
