import { setImmediate as breathe } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { bareEvents } from "@waybill/protocol/hashing/event-hash/documents";
import { parseLosslessObject, stringifyLossless, type Json } from "@waybill/protocol/hashing/lossless-json";
import { SIGNED_CAPTURE_TYPE } from "@waybill/protocol/schemas/api/traceability";
import type { RequestOptions, TestBackend } from "../../../backend/test/support/backend.ts";
import { bulkSignatures, makeActor, signatureOver } from "../../../backend/test/support/events.ts";
import { tokenOf } from "../../../backend/test/support/organisations.ts";
import { waitFor } from "../../../backend/test/support/wait-for.ts";
import { figure, type Figure } from "../figure.ts";
import { documentOf, statementColumns, STATEMENT_INSERT } from "./many-events.ts";

const DOCUMENTS = 120;
const DOCUMENT_EVENTS = 500;
const ORGANISATIONS = 4;
/** Of each way to sign. Fewer: whoever measures has to sign them first, which takes longer than the check. */
const SIGNED_DOCUMENTS = 12;
const NAMES = Array.from({ length: ORGANISATIONS }, (_, index) => `organisation ${index}`);
const RATE_GOAL = 2_000;
/** Of heap that another half of the captures leaves behind: caches fill, nothing else may. */
const HEAP_GOAL_MEGABYTES = 20;
/** Of all memory that the process holds, its threads' heaps and buffers included, against what it held when half of the captures was done. */
const RESIDENT_GOAL_RATIO = 1.25;

/** Documents sent by several organisations at once, until the last of their events is stored and indexed, beside a bare `INSERT`. */
export async function* measureCapture(backend: TestBackend, from: number): AsyncGenerator<Figure> {
  const tokens = await Promise.all(NAMES.map((name) => tokenOf(backend, makeActor(backend, name))));
  const bare = await bareRate(backend, from);
  const half = DOCUMENTS / 2;
  const start = memory();
  const before = process.cpuUsage();
  const first = await captureRate(backend, tokenCaptures(tokens, from, half));
  const middle = memory();
  const second = await captureRate(backend, tokenCaptures(tokens, from + half * DOCUMENT_EVENTS, half));
  const value = 2 / (1 / first + 1 / second);
  const { user, system } = process.cpuUsage(before);
  const end = memory();
  yield figure({
    figure: "captured by token, validated, hashed, stored, indexed and in the trace graph",
    ...{ value, unit: "events/s", goal: RATE_GOAL, bound: "at least" },
    reference: { value: bare, name: "bare INSERT of the same statements" },
  });
  yield figure({
    figure: "processor time of the service, and of who sends, for a captured event",
    ...{ value: (user + system) / 1_000 / (DOCUMENTS * DOCUMENT_EVENTS), unit: "ms" },
  });
  yield figure({
    figure: "heap that the second half of the captures left behind",
    ...{ value: end.heap - middle.heap, unit: "MB", goal: HEAP_GOAL_MEGABYTES },
  });
  yield figure({
    figure: "resident memory of the process before the captures, with what sends them",
    ...{ value: start.resident, unit: "MB" },
  });
  yield figure({
    figure: "resident memory of the process after the captures",
    ...{ value: end.resident, unit: "MB", ratioGoal: RESIDENT_GOAL_RATIO },
    reference: { value: middle.resident, name: "after the first half of them" },
  });
  const signed = from + DOCUMENTS * DOCUMENT_EVENTS;
  yield figure({
    figure: "captured with a signature of its own for each event, which is checked",
    ...{ value: await captureRate(backend, await signedCaptures(signed, "each")), unit: "events/s" },
    reference: { value, name: "captured by token" },
  });
  yield figure({
    figure: `captured under one signature for ${DOCUMENT_EVENTS} events, which is checked`,
    ...{ value: await captureRate(backend, await signedCaptures(signed + SIGNED_DOCUMENTS * DOCUMENT_EVENTS, "bulk")), unit: "events/s" },
    reference: { value, name: "captured by token" },
  });
}

/** Documents with the tokens of the organisations, in turn. */
function tokenCaptures(tokens: readonly string[], from: number, count: number): RequestOptions[] {
  return Array.from({ length: count }, (_, index) => ({
    text: documentOf(from + index * DOCUMENT_EVENTS, DOCUMENT_EVENTS),
    token: tokens[index % tokens.length]!,
  }));
}

/** The same, signed by the wallets of these organisations: an event at a time, or a document at a time. */
async function signedCaptures(from: number, way: "each" | "bulk"): Promise<RequestOptions[]> {
  const captures: RequestOptions[] = [];
  for (let index = 0; index < SIGNED_DOCUMENTS; index++) {
    const name = NAMES[index % NAMES.length]!;
    const document = parseLosslessObject(documentOf(from + index * DOCUMENT_EVENTS, DOCUMENT_EVENTS));
    const events = bareEvents(document);
    const signatures =
      way === "bulk"
        ? await bulkSignatures(events, name)
        : await Promise.all(events.map((event, place) => signatureOver(event, name, `${name} ${place}`)));
    // Signing keeps the process busy for seconds: connections that have been idle for so long are closed in between.
    await breathe();
    captures.push({ text: stringifyLossless({ document, signatures } as unknown as Json), type: SIGNED_CAPTURE_TYPE });
  }
  return captures;
}

/** Sends as many at once as there are organisations, until the last event is stored and indexed. @returns events per second */
async function captureRate(backend: TestBackend, captures: readonly RequestOptions[]): Promise<number> {
  const waiting = [...captures];
  const start = performance.now();
  const send = async () => {
    for (let capture = waiting.pop(); capture !== undefined; capture = waiting.pop()) {
      const { status, text } = await backend.request("POST", "/epcis/capture", capture);
      if (status !== 202) throw new Error(`a capture was answered with ${status}: ${text.slice(0, 300)}`);
    }
  };
  await Promise.all(NAMES.map(send));
  await waitFor("the captures", async () => {
    const { rows } = await backend.app.db.pool.query("SELECT 1 FROM capture_jobs WHERE finished_at IS NULL LIMIT 1");
    return rows.length === 0 ? true : undefined;
  });
  return ((captures.length * DOCUMENT_EVENTS) / (performance.now() - start)) * 1_000;
}

/** The same statements into a table of the same form, one document after the other, and nothing else. */
async function bareRate({ owner }: TestBackend, from: number): Promise<number> {
  await owner.query("CREATE TABLE bare_statements (LIKE statements INCLUDING ALL)");
  const batches = Array.from({ length: DOCUMENTS / 4 }, (_, index) => statementColumns(from + index * DOCUMENT_EVENTS, DOCUMENT_EVENTS));
  const start = performance.now();
  for (const columns of batches) await owner.query(STATEMENT_INSERT.replace("INTO statements", "INTO bare_statements"), columns);
  const rate = ((batches.length * DOCUMENT_EVENTS) / (performance.now() - start)) * 1_000;
  await owner.query("DROP TABLE bare_statements");
  return rate;
}

/** What the process holds in megabytes once its garbage is collected: the heap of its main thread, and all that the system has given it. */
function memory(): { heap: number; resident: number } {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed / 2 ** 20, resident: rss / 2 ** 20 };
}
