import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { bareEvents, eventHashesOf } from "@waybill/protocol/hashing/event-hash/documents";
import { parseLossless } from "@waybill/protocol/hashing/lossless-json";
import { startTestBackend, type TestBackend } from "../../support/backend.ts";
import { capture, makeActor } from "../../support/events.ts";
import { tokenOf } from "../../support/organisations.ts";
import { expectProblem } from "../../support/problem.ts";

const DOCUMENTS = new URL("../../../../protocol/vectors/event-hash/documents/", import.meta.url);
const textOf = (name: string) => readFileSync(new URL(name, DOCUMENTS), "utf8");
/** Its sensor measured five minutes after the event. */
const LATE = "CertificationInfoAndSensorReportWithCRS.xml";
const twins = readdirSync(DOCUMENTS)
  .filter((name) => name.endsWith(".xml") && name !== LATE)
  .sort();

const EVENT = `<eventTime>2026-07-22T06:45:00+02:00</eventTime><eventTimeZoneOffset>+02:00</eventTimeZoneOffset>
  <epcList><epc>urn:epc:id:sgtin:9521141.001234.2017</epc></epcList><action>OBSERVE</action>`;
const documentOf = (events: string, { header = "", version = "2" } = {}) =>
  `<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:${version}" schemaVersion="${version}.0" creationDate="2026-07-22T10:30:00Z">
     ${header}<EPCISBody><EventList>${events}</EventList></EPCISBody></epcis:EPCISDocument>`;

describe("EPCIS capture in XML", () => {
  let backend: TestBackend;
  let token: string;
  before(async () => {
    backend = await startTestBackend();
    token = await tokenOf(backend, makeActor(backend, "xml farm"));
  });
  after(() => backend.stop());

  const counts = () => Promise.all((["statements", "capture_jobs", "outbox"] as const).map((table) => backend.count(table)));

  it("has eleven documents to prove itself on", () => expect(twins).to.have.length(11));

  for (const [index, name] of twins.entries()) {
    it(`gives the events of ${name} the ids of its JSON twin, and answers them in JSON`, async () => {
      const own = await tokenOf(backend, makeActor(backend, name));
      const job = await capture(backend, {
        text: textOf(name),
        token: own,
        type: index % 2 === 0 ? "application/xml" : "text/xml; charset=utf-8",
      });
      expect(job.errors).to.deep.equal([]);
      const expected = eventHashesOf(textOf(name.replace(".xml", ".jsonld"))).map(({ eventId }) => eventId);
      expect(job.statements.map(({ eventId }) => eventId)).to.deep.equal(expected);
      for (const eventId of expected) {
        const { text } = await backend.request("GET", `/epcis/events/${encodeURIComponent(eventId)}`, {
          headers: { "GS1-EPC-Format": "Never_Translates" },
        });
        expect(eventHashesOf(text).map((one) => one.eventId)).to.include(eventId);
      }
    });
  }

  it("takes a single event at /events, and the same again without storing it twice", async () => {
    const request = { text: `<ObjectEvent>${EVENT}</ObjectEvent>`, token, type: "application/xml" };
    const first = await backend.request("POST", "/epcis/events", request);
    expect(first.status).to.equal(201);
    const before = await counts();
    expect((await backend.request("POST", "/epcis/events", request)).status).to.equal(201);
    expect(await counts()).to.deep.equal(before);
    const [event] = bareEvents(parseLossless((await backend.request("GET", first.headers.get("location") ?? "")).text));
    expect(event).to.include({ type: "ObjectEvent", action: "OBSERVE" });
  });

  it("takes versions of EPCIS and CBV that only XML has, and no others", async () => {
    const text = documentOf(`<ObjectEvent>${EVENT}</ObjectEvent>`, { version: "1" });
    const send = (version: string) =>
      backend.request("POST", "/epcis/capture", {
        text,
        token,
        type: "application/xml",
        headers: { "GS1-EPCIS-Version": version, "GS1-CBV-Version": "1.2.2" },
      });
    expect((await send("1.2.0")).status).to.equal(202);
    expectProblem(await send("3.0.0"), 406, "platform.not-acceptable");
  });

  it("finds events of a place by the place around it that the header names", async () => {
    const place = (name: string) => `https://id.gs1.org/414/9521141123454/254/${name}`;
    const header = `<EPCISHeader><extension><EPCISMasterData><VocabularyList><Vocabulary type="urn:epcglobal:epcis:vtype:BusinessLocation">
      <VocabularyElementList><VocabularyElement id="${place("site")}"><children><id>${place("room")}</id></children></VocabularyElement>
      </VocabularyElementList></Vocabulary></VocabularyList></EPCISMasterData></extension></EPCISHeader>`;
    const events = `<ObjectEvent>${EVENT}<bizLocation><id>${place("room")}</id></bizLocation></ObjectEvent>`;
    const job = await capture(backend, { text: documentOf(events, { header }), token, type: "application/xml" });
    const { text } = await backend.request("GET", `/epcis/events?WD_bizLocation=${encodeURIComponent(place("site"))}`);
    expect(eventHashesOf(text).map(({ eventId }) => eventId)).to.deep.equal(job.statements.map(({ eventId }) => eventId));
  });

  const REFUSED: Readonly<Record<string, { text: string; code: string; pointer?: string }>> = {
    "is not well-formed": { text: documentOf("<ObjectEvent>"), code: "traceability.malformed-xml" },
    "declares entities": { text: `<!DOCTYPE x [<!ENTITY a "b">]>${documentOf("")}`, code: "traceability.malformed-xml" },
    "is no EPCIS": { text: "<html/>", code: "traceability.malformed-xml", pointer: "/html" },
    "says a thing twice": {
      text: documentOf(`<ObjectEvent>${EVENT}<action>ADD</action></ObjectEvent>`),
      code: "traceability.malformed-xml",
      pointer: "/EPCISDocument/EPCISBody/EventList/ObjectEvent/action[2]",
    },
    "breaks the schema": {
      text: documentOf(`<ObjectEvent>${EVENT}</ObjectEvent><ObjectEvent>${EVENT.replace("OBSERVE", "CREATE")}</ObjectEvent>`),
      code: "traceability.invalid-document",
      pointer: "/EPCISDocument/EPCISBody/EventList/ObjectEvent[2]/action",
    },
    "breaks a rule that the schema misses": {
      text: documentOf(
        `<AggregationEvent>${EVENT.replace("epcList", "childEPCs").replace("/epcList", "/childEPCs").replace("OBSERVE", "ADD")}</AggregationEvent>`,
      ),
      code: "traceability.invalid-document",
      pointer: "/EPCISDocument/EPCISBody/EventList/AggregationEvent/parentID",
    },
    "tells of a measurement after the event": {
      text: textOf(LATE),
      code: "traceability.invalid-document",
      pointer: "/EPCISDocument/EPCISBody/EventList/ObjectEvent/sensorElementList/sensorElement/sensorMetadata/@time",
    },
    "has no creation date": {
      text: documentOf(`<ObjectEvent>${EVENT}</ObjectEvent>`).replace(/creationDate="[^"]+"/, ""),
      code: "traceability.invalid-document",
      pointer: "/EPCISDocument/creationDate",
    },
  };
  for (const [what, { text, code, pointer }] of Object.entries(REFUSED)) {
    it(`is refused whole, with its place, when it ${what}`, async () => {
      const before = await counts();
      const { errors, type } = expectProblem(
        await backend.request("POST", "/epcis/capture", { text, token, type: "application/xml" }),
        400,
        code,
      );
      expect(type).to.equal("epcisException:ValidationException");
      if (pointer !== undefined) expect(errors?.map((error) => error.pointer)).to.include(pointer);
      expect(await counts()).to.deep.equal(before);
    });
  }

  it("notes in the job, with `proceed`, where the event that is left out stands", async () => {
    const own = await tokenOf(backend, makeActor(backend, "proceeding farm"));
    const text = documentOf(`<ObjectEvent>${EVENT}</ObjectEvent><ObjectEvent>${EVENT.replace("OBSERVE", "CREATE")}</ObjectEvent>`);
    const headers = { "GS1-Capture-Error-Behaviour": "proceed" };
    const job = await capture(backend, { text, token: own, type: "application/xml", headers });
    expect(job.statements.map(({ index }) => index)).to.deep.equal([0]);
    expect(JSON.stringify(job.errors)).to.include('"/EPCISDocument/EPCISBody/EventList/ObjectEvent[2]/action"');
  });

  it("needs a token, as JSON does", async () => {
    const text = documentOf(`<ObjectEvent>${EVENT}</ObjectEvent>`);
    expectProblem(await backend.request("POST", "/epcis/capture", { text, type: "application/xml" }), 401, "traceability.author-missing");
  });
});
