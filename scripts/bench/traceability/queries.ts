import type { TestBackend } from "../../../backend/test/support/backend.ts";
import type { Seeded } from "../../../backend/test/support/seeded.ts";
import type { Figure } from "../figure.ts";
import { ask, latency, p95 } from "./latency.ts";
import { uuidOf } from "./many-events.ts";

const EVENT_GOAL_MS = 5;
const PAGE_GOAL_MS = 50;
/** What `perPage` is when nobody says so. */
const PAGE = 30;

/** Paths by what they ask; the random ones hit other events each time. */
const QUESTIONS: Readonly<Record<string, (random: Seeded, events: number) => string>> = {
  "by EPC": (random, events) => `MATCH_anyEPC=urn:epc:id:sgtin:0614141.107346.${random.below(events)}`,
  "by lot, newest first": (random) => `MATCH_anyEPCClass=https://id.gs1.org/01/09506000134352/10/L${random.below(100)}&orderBy=eventTime`,
  "by business step": () => "EQ_bizStep=shipping",
  "by business step and disposition, newest first": () => "EQ_bizStep=shipping&EQ_disposition=active&orderBy=eventTime",
  "by place and time": (random, events) => {
    const from = Date.parse("2026-01-01T00:00:00Z") + random.below(Math.max(1, events - 30_000)) * 30_000;
    return `EQ_readPoint=https://id.gs1.org/414/${9_506_000_000_000 + random.below(200) * 10}&GE_eventTime=${new Date(from).toISOString()}`;
  },
  "by order": (random) => `EQ_bizTransaction_po=https://example.com/po/${random.below(5_000)}`,
  "by temperature in kelvin": () => "EQ_type=Temperature&GE_value_KEL=302&orderBy=recordTime",
  "by amount in pounds": () => "GE_quantity_LBR=220",
  "by a field outside of the standard": (random) =>
    `${encodeURIComponent("EQ_http://ns.example.com/epcis/shift")}=shift%20${random.below(3) * 10}`,
  "by what nothing meets": () => "EQ_bizStep=shipping&EQ_disposition=stolen&orderBy=eventTime",
};

/** What questions to EPCIS cost among many events. */
export async function* measureQueries(backend: TestBackend, random: Seeded, events: number): AsyncGenerator<Figure> {
  const { pool } = backend.app.db;
  const one = "one row by its eventID";
  const bareEvent = await p95(() =>
    pool.query("SELECT event_json FROM statements WHERE declared_event_id = $1", [`urn:uuid:${uuidOf(random.below(events))}`]),
  );
  const byId = await p95(() => ask(backend, `/epcis/events/urn:uuid:${uuidOf(random.below(events))}`));
  yield latency("an event by its id", byId, EVENT_GOAL_MS, bareEvent, one);
  const many = `${PAGE} rows by their sequence`;
  const barePage = await p95(() =>
    pool.query("SELECT event_json FROM statements WHERE sequence > $1 ORDER BY sequence LIMIT $2", [random.below(events - PAGE), PAGE]),
  );
  for (const [what, question] of Object.entries(QUESTIONS)) {
    const value = await p95(() => ask(backend, `/epcis/events?${question(random, events)}`));
    yield latency(`a page ${what}`, value, PAGE_GOAL_MS, barePage, many);
  }
  const deep = await deepPage(backend);
  yield latency("a page after a hundred others", await p95(() => ask(backend, deep)), PAGE_GOAL_MS, barePage, many);
}

async function deepPage(backend: TestBackend): Promise<string> {
  let path = "/epcis/events?EQ_bizStep=shipping&orderBy=eventTime";
  for (let page = 0; page < 100; page++) {
    const answer = await backend.request("GET", path);
    path = /^<([^>]+)>/.exec(answer.headers.get("link") ?? "")?.[1] ?? path;
  }
  return path;
}
