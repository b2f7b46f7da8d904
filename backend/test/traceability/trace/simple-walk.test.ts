import { expect } from "chai";
import fc from "fast-check";
import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { traceView } from "@waybill/protocol/schemas/api/trace";
import { startTestBackend, type TestBackend } from "../../support/backend.ts";
import { capture, documentOf, makeActor } from "../../support/events.ts";
import { tokenOf } from "../../support/organisations.ts";
import { simpleWalk, type Told } from "../../support/trace/simple-walk.ts";
import { packed, serial, sscc, transformed } from "../../support/trace/supply.ts";

/** Few of each, so that circles, reuse and contradictions are common. */
const UNITS = [1, 2, 3, 4].map(sscc);
const THINGS = ["a", "b", "c", "d", "e", "f"].map(serial);
const ANY = fc.constantFrom(...UNITS, ...THINGS);

const made = fc
  .tuple(fc.uniqueArray(ANY, { minLength: 1, maxLength: 2 }), fc.uniqueArray(ANY, { minLength: 1, maxLength: 2 }))
  .map(([inputs, outputs]) => ({ kind: "made" as const, inputs, outputs }));
const moved = fc
  .tuple(fc.constantFrom("ADD", "ADD", "OBSERVE", "DELETE"), fc.constantFrom(...UNITS), fc.uniqueArray(ANY, { minLength: 0, maxLength: 3 }))
  .map(([action, unit, contents]) => ({
    ...{ kind: "moved" as const, unit },
    ...{ action: action as "ADD", contents: contents.filter((content) => content !== unit) },
  }))
  .filter(({ action, contents }) => contents.length > 0 || (action as string) === "DELETE");

/** In the order of capture; the times are another one. */
const stories = fc
  .array(fc.oneof({ arbitrary: made, weight: 1 }, { arbitrary: moved, weight: 2 }), { minLength: 1, maxLength: 16 })
  .chain((events) =>
    fc
      .shuffledSubarray(
        events.map((_, at) => at),
        { minLength: events.length },
      )
      .map((times) => events.map((event, index): Told => ({ ...event, at: times[index] ?? 0 }))),
  );

describe("walks through the trace graph", () => {
  let backend: TestBackend;
  before(async () => {
    backend = await startTestBackend();
  });
  after(() => backend.stop());

  const eventOf = (told: Told): JsonObject => {
    if (told.kind === "moved") return packed(told.at, told.action, told.unit, told.contents);
    return { ...transformed(told.at, [], []), inputEPCList: told.inputs, outputEPCList: told.outputs };
  };
  const reached = async (subject: string, direction: "back" | "forward") => {
    const answer = await backend.request("GET", `/api/trace/${direction}?${new URLSearchParams({ subject, levels: "50" }).toString()}`);
    const { nodes, stoppedBy } = traceView.parse(answer.json());
    expect(stoppedBy).to.equal(null);
    const named = (role: string) => new Set(nodes.filter((node) => node.role === role).map((node) => node.subject as string));
    return { goods: named("goods"), carriers: named("carrier") };
  };

  it("reach what a plain reading of the same events reaches, whatever was told and in whatever order", async () => {
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        await backend.clear();
        const token = await tokenOf(backend, makeActor(backend, "farm"));
        const job = await capture(backend, { token, body: documentOf(story.map(eventOf)) });
        expect(job.success, JSON.stringify(job.errors)).to.equal(true);
        for (const direction of ["back", "forward"] as const)
          for (const subject of [UNITS[0], THINGS[0]] as string[])
            expect(await reached(subject, direction), `${direction} from ${subject}`).to.deep.equal(simpleWalk(story, subject, direction));
      }),
      { numRuns: 25 },
    );
  }).timeout(180_000);
});
