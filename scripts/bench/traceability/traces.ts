import { compactTraceView } from "@waybill/protocol/schemas/api/trace";
import type { TestBackend } from "../../../backend/test/support/backend.ts";
import type { Seeded } from "../../../backend/test/support/seeded.ts";
import type { Figure } from "../figure.ts";
import { figure } from "../figure.ts";
import { ask, latency, p95 } from "./latency.ts";
import { lateLotOf, NETWORK_LEVELS, NETWORK_NODES, rootOf, unitOf } from "./networks.ts";

const TRACE_GOAL_MS = 150;
/** A fraction of what short questions have: each takes a hundred times as long. */
const LONG = 0.3;

/**
 * The other way to walk: one recursive query, which is done when nothing new comes. It knows no spans, no limits and no levels, so it is only
 * compared; it finds the lots that come from a lot.
 */
const RECURSIVE = `
  WITH RECURSIVE reached(subject) AS (
    SELECT $1::text COLLATE "C"
    UNION
    SELECT theirs.subject FROM reached
    JOIN trace_parts mine ON mine.subject = reached.subject AND mine.role = 'input' AND mine.kind IS NOT NULL
    JOIN trace_parts theirs ON theirs.sequence = mine.sequence AND theirs.role = 'output'
    WHERE NOT EXISTS (SELECT FROM withdrawn_statements w WHERE w.sequence = mine.sequence)
  ) SELECT subject FROM reached`;

/** What walks through the trace graph cost among many events. */
export async function* measureTraces(backend: TestBackend, random: Seeded, networks: number): AsyncGenerator<Figure> {
  const { pool } = backend.app.db;
  // One level more, to see that there is no more.
  const limits = `levels=${NETWORK_LEVELS + 1}&nodes=${NETWORK_NODES}&form=compact`;
  const pathTo = (direction: string, subject: string) => `/api/trace/${direction}?subject=${encodeURIComponent(subject)}&${limits}`;
  const subjects = await reachedBy(backend, pathTo("forward", rootOf(0)));
  const bare = await p95(
    () => pool.query("SELECT subject, joint, role, event_time FROM trace_parts WHERE subject = ANY($1)", [subjects]),
    LONG,
  );
  const rows = `the parts of ${NETWORK_NODES.toLocaleString("en")} subjects`;
  const name = `a trace forward of ${NETWORK_LEVELS} levels and ${NETWORK_NODES.toLocaleString("en")} subjects`;
  const forward = await p95(() => ask(backend, pathTo("forward", rootOf(random.below(networks)))), LONG);
  yield latency(name, forward, TRACE_GOAL_MS, bare, rows);
  const back = await p95(() => ask(backend, pathTo("back", lateLotOf(random.below(networks), random.below(1_000)))), LONG);
  yield latency("a trace back of a late lot", back, TRACE_GOAL_MS, bare, rows);
  yield figure({
    figure: "the lots alone by one recursive query, p95",
    value: await p95(() => pool.query(RECURSIVE, [rootOf(random.below(networks))]), LONG),
    unit: "ms",
    reference: { value: bare, name: `bare SELECT of ${rows}` },
  });
  const contents = await p95(() =>
    ask(backend, `/api/trace/contents?subject=${encodeURIComponent(unitOf(random.below(networks), random.below(250)))}`),
  );
  yield figure({ figure: "contents of a unit now, p95", value: contents, unit: "ms" });
  const state = await p95(() =>
    ask(backend, `/api/trace/state?subject=${encodeURIComponent(lateLotOf(random.below(networks), random.below(1_000)))}`),
  );
  yield figure({ figure: "state of a lot now, p95", value: state, unit: "ms" });
}

/** Makes sure that what is measured is a whole trace of the size that the figure names. */
async function reachedBy(backend: TestBackend, path: string): Promise<string[]> {
  const { levels, subjects, stoppedBy } = compactTraceView.parse(JSON.parse(await ask(backend, path)));
  if (levels.length !== NETWORK_NODES || stoppedBy !== null)
    throw new Error(`the trace has ${levels.length} subjects, stopped by ${stoppedBy}`);
  return subjects;
}
