import { expect } from "chai";
import { startTestBackend, type TestBackend } from "../../support/backend.ts";
import { capture, documentOf, makeActor, observation } from "../../support/events.ts";
import { tokenOf } from "../../support/organisations.ts";
import { expectProblem } from "../../support/problem.ts";
import { eventsOf, pagesOf } from "../../support/query-answers.ts";

interface Collection {
  "@context": unknown;
  type: string;
  member: string[];
}

const STEP = "https://example.com/steps/polishing";
const URN = "urn:epc:id:sgtin:0614141.107346.2017";
const LINK = "https://id.gs1.org/01/10614141073464/21/2017";
const PLACE = "https://id.gs1.org/414/9506000134376";

describe("the top-level resources", () => {
  let backend: TestBackend;
  before(async () => {
    backend = await startTestBackend();
    const token = await tokenOf(backend, makeActor(backend, "farm"));
    const events = [
      observation({ epcList: [URN], disposition: "in_transit" }),
      observation({ epcList: [LINK, "https://example.com/things/1"], bizStep: STEP, bizLocation: { id: PLACE } }),
      {
        ...observation({ type: "AggregationEvent", parentID: "urn:epc:id:sscc:0614141.1234567890", childEPCs: [LINK] }),
        quantityList: undefined as never,
      },
    ];
    expect((await capture(backend, { body: documentOf(events), token })).errors).to.deep.equal([]);
  });
  after(() => backend.stop());

  const list = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await backend.request("GET", path, { headers });
    expect(answer.status, answer.text).to.equal(200);
    return answer.json<Collection>();
  };

  it("are listed", async () => {
    expect(await list("/epcis")).to.deep.equal({
      "@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
      type: "Collection",
      member: ["queries", "capture", "events", "eventTypes", "epcs", "readPoints", "bizLocations", "dispositions", "bizSteps"],
    });
  });

  it("hold the words of the standard and those of events, each once", async () => {
    const { member } = await list("/epcis/bizSteps?perPage=100");
    expect(member).to.include("shipping").and.include("cycle_counting").and.include(STEP);
    expect(new Set(member).size).to.equal(member.length);
    expect((await list("/epcis/dispositions?perPage=100")).member)
      .to.include("in_transit")
      .and.include("stolen");
    expect((await list("/epcis/eventTypes")).member).to.have.length(5);
  });

  it("use the prefixes that the client has given", async () => {
    const { member, "@context": context } = await list("/epcis/bizSteps?perPage=100", {
      "GS1-Extensions": "ex=https://example.com/steps/",
    });
    expect(member).to.include("ex:polishing");
    expect(context).to.deep.include({ ex: "https://example.com/steps/" });
  });

  it("name things and places once, in the form that is asked for", async () => {
    const epcs = (await list("/epcis/epcs")).member;
    expect(epcs).to.have.members([LINK, "https://example.com/things/1", "https://id.gs1.org/00/106141412345678908"]);
    expect((await list("/epcis/epcs", { "GS1-EPC-Format": "Always_EPC_URN" })).member).to.include(URN);
    expect((await list("/epcis/bizLocations")).member).to.deep.equal([PLACE]);
    expect((await list("/epcis/readPoints")).member).to.deep.equal([PLACE]);
  });

  for (const path of ["bizSteps", "epcs", "eventTypes"]) {
    it(`come page by page: ${path}`, async () => {
      const whole = (await list(`/epcis/${path}?perPage=1000`)).member;
      const pages = await pagesOf(backend, `/epcis/${path}?perPage=2`);
      expect(pages).to.have.length(Math.ceil(whole.length / 2));
      expect(pages.flatMap((page) => page.json<Collection>().member)).to.deep.equal(whole);
    });
  }

  const COUNTS: Readonly<Record<string, number>> = {
    "eventTypes/ObjectEvent": 2,
    [`epcs/${encodeURIComponent(URN)}`]: 3,
    [`epcs/${encodeURIComponent("https://example.com/things/1")}`]: 1,
    "bizSteps/shipping": 2,
    "bizSteps/cycle_counting": 0,
    [`bizSteps/${encodeURIComponent(STEP)}`]: 1,
    [`bizLocations/${encodeURIComponent("urn:epc:id:sgln:9506000.13437.0")}`]: 1,
    [`readPoints/${encodeURIComponent(PLACE)}`]: 3,
    "dispositions/in_transit": 1,
  };
  for (const [path, count] of Object.entries(COUNTS)) {
    it(`lead from a value to its events: ${path}`, async () => {
      expect((await list(`/epcis/${path}`)).member).to.deep.equal(["events"]);
      expect(eventsOf(await backend.request("GET", `/epcis/${path}/events`))).to.have.length(count);
    });
  }

  it("take the query language besides", async () => {
    const path = `/epcis/epcs/${encodeURIComponent(LINK)}/events?eventType=AggregationEvent&orderBy=eventTime`;
    expect(eventsOf(await backend.request("GET", path)).map(({ type }) => type)).to.deep.equal(["AggregationEvent"]);
    expectProblem(await backend.request("GET", "/epcis/bizSteps/shipping/events?nonsense=1"), 400, "traceability.query-parameter");
  });

  it("answer 404 for what nobody has named", async () => {
    for (const path of [
      "eventTypes/StrangeEvent",
      "epcs/urn:x:1",
      "bizSteps/shipped",
      "bizLocations/nowhere",
      "readPoints/urn:x:2",
      "dispositions/lost",
    ]) {
      for (const rest of ["", "/events"]) {
        const { type } = expectProblem(await backend.request("GET", `/epcis/${path}${rest}`), 404, "traceability.unknown-resource");
        expect(type).to.equal("epcisException:NoSuchNameException");
      }
    }
  });
});
