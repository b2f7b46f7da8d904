import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { bareEvents, eventHashesOf } from "@waybill/protocol/hashing/event-hash/documents";
import { eventHashOf } from "@waybill/protocol/hashing/event-hash/event-hash";
import { parseLossless, parseLosslessObject, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { validateEpcis } from "@waybill/protocol/schemas/epcis/validate-epcis";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { capture, documentOf, makeActor, observation } from "../support/events.ts";
import { tokenOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";

const VECTORS = new URL("../../../protocol/vectors/epcis/", import.meta.url);
const HASH_VECTORS = new URL("../../../protocol/vectors/event-hash/documents/", import.meta.url);
const CHAIN = new URL("../../../scripts/demo/documents/", import.meta.url);

function documentsIn(folder: URL): [string, string][] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.json(ld)?$/.test(name))
    .sort()
    .map((name) => [name, readFileSync(new URL(name, folder), "utf8")]);
}

function withoutOurs({ "@context": _context, eventID: _eventID, recordTime: _recordTime, ...event }: JsonObject): JsonObject {
  return event;
}

describe("real EPCIS documents", () => {
  let backend: TestBackend;
  let token: string;
  before(async () => {
    backend = await startTestBackend();
    token = await tokenOf(backend, makeActor(backend, "farm"));
  });
  after(() => backend.stop());

  /** A document of the published event hashes whose sensor measured five minutes after the event. */
  const LATE = "CertificationInfoAndSensorReportWithCRS.jsonld";
  const hashed = documentsIn(HASH_VECTORS);
  const examples = [...documentsIn(new URL("gs1/", VECTORS)), ...hashed.filter(([name]) => name !== LATE), ...documentsIn(CHAIN)];
  it("are all here: 31 of GS1, 16 of the published event hashes, the seven of the lettuce chain, what supplied its kitchen, and two of a lot that went by rail", () => {
    expect(examples).to.have.length(31 + 16 + 7 + 1 + 2);
  });

  for (const [name, text] of examples) {
    it(`are captured and returned unchanged: ${name}`, async () => {
      // Another organisation each time, so that no event of one document is a duplicate or a contradiction of another's.
      const own = await tokenOf(backend, makeActor(backend, name));
      const job = await capture(backend, { text, token: own, headers: { "GS1-Capture-Error-Behaviour": "rollback" } });
      expect(job.errors).to.deep.equal([]);
      for (const [index, event] of bareEvents(parseLossless(text)).entries()) {
        const { rows } = await backend.app.db.pool.query<{ event_json: string }>(
          "SELECT event_json FROM statements WHERE commitment = $1",
          [job.statements[index]?.commitment],
        );
        expect(parseLossless(rows[0]?.event_json ?? "")).to.deep.equal(event);
        const { eventId } = eventHashOf(event);
        expect(job.statements[index]?.eventId).to.equal(eventId);
        const asked = { headers: { "GS1-EPC-Format": "Never_Translates" } };
        const found = parseLosslessObject((await backend.request("GET", `/epcis/events/${encodeURIComponent(eventId)}`, asked)).text);
        expect(validateEpcis(found)).to.deep.equal([]);
        // Same events by their hash, contexts included, and nothing changed but what only we know.
        expect(eventHashesOf(found).map((one) => one.eventId)).to.include(eventId);
        expect(bareEvents(found).map(withoutOurs)).to.deep.include(withoutOurs(event));
      }
    });
  }

  /** Where each bad document is wrong: one pointer that the answer must name. */
  const WRONG: Readonly<Record<string, string>> = {
    "Combination_of_events_with_missing_mandatory_fields.json": "/epcisBody/eventList/0/action",
    "Combination_of_multiple_invalid_fields.json": "/epcisBody/eventList/1/disposition",
    "EPCISDocument_without_context.json": "/@context",
    "ObjectEvent_with_ilmd_field_without_namespace.json": "/epcisBody/eventList/0/ilmd",
    "ObjectEvent_with_invalid_certificationInfo.json": "/epcisBody/eventList/0/certificationInfo",
    "ObjectEvent_with_invalid_eventTime_format.json": "/epcisBody/eventList/0/eventTime",
    "ObjectEvent_with_non_standard_bizStep_in_second_event.json": "/epcisBody/eventList/1/bizStep",
    "ObjectEvent_with_non_standard_disposition.json": "/epcisBody/eventList/0/disposition",
    "ObjectEvent_with_unknown_field_in_quantityList.json": "/epcisBody/eventList/0/quantityList/0",
    "ObjectEvent_without_action_and_eventTime.json": "/epcisBody/eventList/0/action",
    "Query_with_unknown_parameter.json": "/type",
  };
  const negatives = documentsIn(new URL("negative/", VECTORS));
  it("that are wrong are all here", () => {
    expect(negatives.map(([name]) => name)).to.have.members(Object.keys(WRONG));
  });

  for (const [name, text] of negatives) {
    it(`are refused with the path of what is wrong, and nothing stored: ${name}`, async () => {
      const before = await Promise.all((["statements", "capture_jobs", "outbox"] as const).map((table) => backend.count(table)));
      const { errors } = expectProblem(
        await backend.request("POST", "/epcis/capture", { text, token }),
        400,
        "traceability.invalid-document",
      );
      const pointers = errors?.map(({ pointer }) => pointer) ?? [];
      expect(
        pointers.some((pointer) => pointer === WRONG[name] || pointer.startsWith(`${WRONG[name]}/`)),
        `${WRONG[name]} in ${pointers.join(" ")}`,
      ).to.equal(true);
      expect(await Promise.all((["statements", "capture_jobs", "outbox"] as const).map((table) => backend.count(table)))).to.deep.equal(
        before,
      );
    });
  }

  it("that pass the schema and break a rule beyond it are refused with the path, too", async () => {
    const text = new Map(hashed).get(LATE) ?? "";
    const { errors } = expectProblem(
      await backend.request("POST", "/epcis/capture", { text, token }),
      400,
      "traceability.invalid-document",
    );
    const pointer = "/epcisBody/eventList/0/sensorElementList/0/sensorMetadata/time";
    expect(errors).to.deep.equal([{ pointer, message: "is after eventTime" }]);
  });

  it("with more bad events than a list of errors holds lose none of them in `proceed`", async () => {
    const events = Array.from({ length: 120 }, (_, index) =>
      observation(index === 60 ? {} : { bizStep: "never_heard_of", eventID: `urn:uuid:${index}` }),
    );
    const job = await capture(backend, { body: documentOf(events), token, headers: { "GS1-Capture-Error-Behaviour": "proceed" } });
    expect(job.statements.map(({ index }) => index)).to.deep.equal([60]);
    expect(job.errors).to.have.length(119);
  });
});
