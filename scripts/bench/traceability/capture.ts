import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { TestBackend } from "../../../backend/test/support/backend.ts";
import { makeActor } from "../../../backend/test/support/events.ts";
import { tokenOf } from "../../../backend/test/support/organisations.ts";
import { waitFor } from "../../../backend/test/support/wait-for.ts";
import { figure, type Figure } from "../figure.ts";
import { documentOf, statementColumns, STATEMENT_INSERT } from "./many-events.ts";

const DOCUMENTS = 120;
const DOCUMENT_EVENTS = 500;
const ORGANISATIONS = 4;
const RATE_GOAL = 2_000;
/** Of heap that another half of the captures leaves behind: caches fill, nothing else may. */
const HEAP_GOAL_MEGABYTES = 20;

/** Documents sent by several organisations at once, until the last of their events is stored and indexed, beside a bare `INSERT`. */
export async function* measureCapture(backend: TestBackend, from: number): AsyncGenerator<Figure> {
  const names = Array.from({ length: ORGANISATIONS }, (_, index) => `organisation ${index}`);
  const tokens = await Promise.all(names.map((name) => tokenOf(backend, makeActor(backend, name))));
  const bare = await bareRate(backend, from);
  const half = DOCUMENTS / 2;
  const before = process.cpuUsage();
  const first = await captureRate(backend, tokens, from, half);
  const heapBefore = heapMegabytes();
  const second = await captureRate(backend, tokens, from + half * DOCUMENT_EVENTS, half);
  const value = 2 / (1 / first + 1 / second);
  const { user, system } = process.cpuUsage(before);
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
    ...{ value: heapMegabytes() - heapBefore, unit: "MB", goal: HEAP_GOAL_MEGABYTES },
  });
}

async function captureRate(backend: TestBackend, tokens: readonly string[], from: number, count: number): Promise<number> {
  const documents = Array.from({ length: count }, (_, index) => documentOf(from + index * DOCUMENT_EVENTS, DOCUMENT_EVENTS));
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
  return ((count * DOCUMENT_EVENTS) / (performance.now() - start)) * 1_000;
}

/** The same statements into a table of the same form, one document after the other, and nothing else. */
async function bareRate({ app }: TestBackend, from: number): Promise<number> {
  await app.db.pool.query("CREATE TABLE bare_statements (LIKE statements INCLUDING ALL)");
  const batches = Array.from({ length: DOCUMENTS / 4 }, (_, index) => statementColumns(from + index * DOCUMENT_EVENTS, DOCUMENT_EVENTS));
  const start = performance.now();
  for (const columns of batches) await app.db.pool.query(STATEMENT_INSERT.replace("INTO statements", "INTO bare_statements"), columns);
  const rate = ((batches.length * DOCUMENT_EVENTS) / (performance.now() - start)) * 1_000;
  await app.db.pool.query("DROP TABLE bare_statements");
  return rate;
}

function heapMegabytes(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  return process.memoryUsage().heapUsed / 2 ** 20;
}
