import { expect } from "chai";
import type { Json, JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { startTestBackend, type TestBackend } from "../../support/backend.ts";
import { capture, documentOf, makeActor, observation } from "../../support/events.ts";
import { tokenOf } from "../../support/organisations.ts";
import { eventsOf } from "../../support/query-answers.ts";

const SITE = "urn:epc:id:sgln:9506000.13437.0";
const HALL = "https://example.com/places/hall";
const SHELF = "https://example.com/places/shelf";

/** Master data in a document's header. */
function withPlaces(
  document: JsonObject,
  children: Readonly<Record<string, string[]>>,
  type = "urn:epcglobal:epcis:vtype:BusinessLocation",
): JsonObject {
  const vocabularyElementList = Object.entries(children).map(([id, below]) => ({ id, children: below }));
  return { ...document, epcisHeader: { epcisMasterData: { vocabularyList: [{ type, vocabularyElementList }] } } as Json };
}

describe("places inside of places", () => {
  let backend: TestBackend;
  let token: string;
  before(async () => {
    backend = await startTestBackend();
  });
  after(() => backend.stop());
  beforeEach(async () => {
    await backend.clear();
    token = await tokenOf(backend, makeActor(backend, "farm"));
  });

  const events = [SITE, HALL, SHELF].map((id) => observation({ bizLocation: { id } }));
  const found = async (parameter: string, id: string) =>
    eventsOf(await backend.request("GET", `/epcis/events?${parameter}=${encodeURIComponent(id)}`)).length;
  const pairs = async () => (await backend.app.db.pool.query("SELECT 1 FROM location_children")).rowCount;

  it("are known from the master data of captured documents, over any number of steps", async () => {
    const document = withPlaces(documentOf(events), { [SITE]: [HALL], [HALL]: [SHELF] });
    expect((await capture(backend, { body: document, token })).errors).to.deep.equal([]);
    expect(await found("WD_bizLocation", "https://id.gs1.org/414/9506000134376")).to.equal(3);
    expect(await found("WD_bizLocation", HALL)).to.equal(2);
    expect(await found("WD_bizLocation", SHELF)).to.equal(1);
    expect(await found("EQ_bizLocation", SITE)).to.equal(1);
  });

  it("are kept once, however often they are said, and no other vocabulary is taken for them", async () => {
    await capture(backend, { body: withPlaces(documentOf(events), { [SITE]: [HALL] }), token });
    await capture(backend, { body: withPlaces(documentOf(events), { [SITE]: [HALL] }), token });
    await capture(backend, { body: withPlaces(documentOf(events), { [HALL]: [SHELF] }, "urn:epcglobal:epcis:vtype:EPCClass"), token });
    expect(await pairs()).to.equal(1);
  });

  it("are not kept when the capture is rolled back", async () => {
    await capture(backend, { body: documentOf([observation({ eventID: "urn:uuid:taken" })]), token });
    const document = withPlaces(documentOf([...events, observation({ eventID: "urn:uuid:taken", bizStep: "packing" })]), {
      [SITE]: [HALL],
    });
    expect((await capture(backend, { body: document, token })).success).to.equal(false);
    expect(await pairs()).to.equal(0);
  });
});
