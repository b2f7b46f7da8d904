import { expect } from "chai";
import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { traceView, type TraceView } from "@waybill/protocol/schemas/api/trace";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { startTestBackend, type TestBackend } from "../backend.ts";
import { capture, documentOf, makeActor } from "../events.ts";
import { tokenOf } from "../organisations.ts";

export interface TraceWorld {
  backend(): TestBackend;
  tokenFor(name: string): string;
  /** Captures events, all of which must be taken; their commitments. */
  tell(events: readonly JsonObject[], by?: string): Promise<Hex32[]>;
  /** The answer to a question below `/api/trace`. */
  get(path: string, query: Record<string, string>): Promise<unknown>;
  trace(direction: "back" | "forward", subject: string, query?: Record<string, string>): Promise<TraceView>;
}

/** A backend for the tests of one block, empty before each of them, with two organisations that may tell of events. */
export function traceWorld(): TraceWorld {
  let backend: TestBackend;
  const tokens = new Map<string, string>();
  before(async () => {
    backend = await startTestBackend();
  });
  after(() => backend.stop());
  beforeEach(async () => {
    await backend.clear();
    for (const name of ["farm", "kitchen"]) tokens.set(name, await tokenOf(backend, makeActor(backend, name)));
  });
  const get = async (path: string, query: Record<string, string>) => {
    const answer = await backend.request("GET", `/api/trace/${path}?${new URLSearchParams(query).toString()}`);
    expect(answer.status, answer.text).to.equal(200);
    return answer.json();
  };
  return {
    backend: () => backend,
    tokenFor: (name) => tokens.get(name) ?? "",
    async tell(events, by = "farm") {
      const job = await capture(backend, { token: tokens.get(by) ?? "", body: documentOf(events) });
      expect(job.success, JSON.stringify(job.errors)).to.equal(true);
      return job.statements.map(({ commitment }) => commitment as Hex32);
    },
    get,
    trace: async (direction, subject, query = {}) => traceView.parse(await get(direction, { subject, ...query })),
  };
}

/** Makes every stored event a megabyte long: what reads them must not read all. */
export async function lengthenEvents({ app }: TestBackend): Promise<void> {
  await app.db.pool.query(
    `UPDATE statements SET event_json = left(event_json, -1) || ',"ex:note":"' || repeat('x', 1024 * 1024 - 1 - length(event_json) - 12) || '"}'`,
  );
}
