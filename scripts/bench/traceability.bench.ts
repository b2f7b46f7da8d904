import { startTestBackend, type TestBackend } from "../../backend/test/support/backend.ts";
import { makeActor } from "../../backend/test/support/events.ts";
import { tokenOf } from "../../backend/test/support/organisations.ts";
import { seeded, type Seeded } from "../../backend/test/support/seeded.ts";
import { waitFor } from "../../backend/test/support/wait-for.ts";
import { releaseResources } from "../../test/support/resources.ts";
import { prepare } from "../test/prepare.ts";
import { figure, type Figure } from "./figure.ts";
import { documentOf, loadEvents, uuidOf } from "./traceability/many-events.ts";

/** Fewer for a look: `BENCH_EVENTS=100000`. */
const EVENTS = Number(process.env["BENCH_EVENTS"] ?? 1_000_000);
const RUNS = 200;
const CAPTURED_DOCUMENTS = 60;
const DOCUMENT_EVENTS = 500;
const ORGANISATIONS = 4;

/** What a capture and a question cost when there are many events. */
export async function measure(seed: number): Promise<Figure[]> {
  await prepare();
  const backend = await startTestBackend();
  try {
    await loadEvents(backend, EVENTS);
    return [...(await measureQueries(backend, seeded(seed))), await measureCapture(backend)];
  } finally {
    await backend.stop();
    await releaseResources();
  }
}

/** Paths by what they ask; the random ones hit other events each time. */
const QUESTIONS: Readonly<Record<string, (random: Seeded) => string>> = {
  "by EPC": (random) => `MATCH_anyEPC=urn:epc:id:sgtin:0614141.107346.${random.below(EVENTS)}`,
  "by lot, newest first": (random) => `MATCH_anyEPCClass=https://id.gs1.org/01/09506000134352/10/L${random.below(100)}&orderBy=eventTime`,
  "by business step": () => "EQ_bizStep=shipping",
  "by business step and disposition, newest first": () => "EQ_bizStep=shipping&EQ_disposition=active&orderBy=eventTime",
  "by place and time": (random) => {
    const from = Date.parse("2026-01-01T00:00:00Z") + random.below(Math.max(1, EVENTS - 30_000)) * 30_000;
    return `EQ_readPoint=https://id.gs1.org/414/${9_506_000_000_000 + random.below(200) * 10}&GE_eventTime=${new Date(from).toISOString()}`;
  },
  "by order": (random) => `EQ_bizTransaction_po=https://example.com/po/${random.below(5_000)}`,
  "by temperature in kelvin": () => "EQ_type=Temperature&GE_value_KEL=302&orderBy=recordTime",
  "by amount in pounds": () => "GE_quantity_LBR=220",
  "by a field outside of the standard": (random) =>
    `${encodeURIComponent("EQ_http://ns.example.com/epcis/shift")}=shift%20${random.below(3) * 10}`,
  "by what nothing meets": () => "EQ_bizStep=shipping&EQ_disposition=stolen&orderBy=eventTime",
};

async function measureQueries(backend: TestBackend, random: Seeded): Promise<Figure[]> {
  const byId = await p95(() => ask(backend, `/epcis/events/urn:uuid:${uuidOf(random.below(EVENTS))}`));
  const figures = [figure({ figure: "an event by its id, p95", value: byId, unit: "ms", goal: 5 })];
  for (const [what, question] of Object.entries(QUESTIONS)) {
    const value = await p95(() => ask(backend, `/epcis/events?${question(random)}`));
    figures.push(figure({ figure: `a page ${what}, p95`, value, unit: "ms", goal: 50 }));
  }
  const deep = await deepPage(backend);
  figures.push(figure({ figure: "a page after a hundred others, p95", value: await p95(() => ask(backend, deep)), unit: "ms", goal: 50 }));
  return figures;
}

async function ask(backend: TestBackend, path: string): Promise<void> {
  const answer = await backend.request("GET", path);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text.slice(0, 300)}`);
}

async function deepPage(backend: TestBackend): Promise<string> {
  let path = "/epcis/events?EQ_bizStep=shipping&orderBy=eventTime";
  for (let page = 0; page < 100; page++) {
    const answer = await backend.request("GET", path);
    path = /^<([^>]+)>/.exec(answer.headers.get("link") ?? "")?.[1] ?? path;
  }
  return path;
}

/** The time that 95 of 100 stay below, after a few to warm up. */
async function p95(run: () => Promise<void>): Promise<number> {
  for (let i = 0; i < 10; i++) await run();
  const times: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(RUNS * 0.95)] ?? NaN;
}

/** Documents sent by several organisations at once, until the last of their events is stored and indexed. */
async function measureCapture(backend: TestBackend): Promise<Figure> {
  const names = Array.from({ length: ORGANISATIONS }, (_, index) => `organisation ${index}`);
  const tokens = await Promise.all(names.map((name) => tokenOf(backend, makeActor(backend, name))));
  const documents = Array.from({ length: CAPTURED_DOCUMENTS }, (_, index) => documentOf(EVENTS + index * DOCUMENT_EVENTS, DOCUMENT_EVENTS));
  const count = documents.length * DOCUMENT_EVENTS;
  const start = performance.now();
  const send = async (token: string) => {
    for (let text = documents.pop(); text !== undefined; text = documents.pop()) {
      const { status } = await backend.request("POST", "/epcis/capture", { text, token });
      if (status !== 202) throw new Error(`a capture was answered with ${status}`);
    }
  };
  await Promise.all(tokens.map(send));
  await waitFor("the captures", async () => {
    const { rows } = await backend.app.db.pool.query("SELECT 1 FROM capture_jobs WHERE finished_at IS NULL LIMIT 1");
    return rows.length === 0 ? true : undefined;
  });
  const value = (count / (performance.now() - start)) * 1_000;
  return figure({ figure: "captured by token, stored and indexed", value, unit: "events/s", goal: 2_000, bound: "at least" });
}
