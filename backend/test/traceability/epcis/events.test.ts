import { expect } from "chai";
import type { Json, JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { startTestBackend, type TestBackend } from "../../support/backend.ts";
import { capture, captureSigned, claim, CONTEXT, documentOf, makeActor, observation } from "../../support/events.ts";
import { tokenOf } from "../../support/organisations.ts";
import { expectProblem } from "../../support/problem.ts";
import { eventsOf, nextOf, pagesOf, type QueryDocument } from "../../support/query-answers.ts";
import { lengthenEvents } from "../../support/trace/trace-world.ts";

const STARTED = Date.parse("2026-04-20T08:00:00.000Z");
const URN = "urn:epc:id:sgtin:0614141.107346.2017";
const LINK = "https://id.gs1.org/01/10614141073464/21/2017";

describe("GET /epcis/events", () => {
  let backend: TestBackend;
  let token: string;
  let now = STARTED;
  before(async () => {
    backend = await startTestBackend({}, { clock: { now: () => new Date(now) } });
  });
  after(() => backend.stop());
  beforeEach(async () => {
    await backend.clear();
    now = STARTED;
    token = await tokenOf(backend, makeActor(backend, "farm"));
  });

  const post = (event: JsonObject) => claim(backend, event, token);
  const numbered = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      observation({ eventID: `urn:uuid:${index}`, epcList: [`urn:epc:id:sgtin:0614141.107346.${index}`] }),
    );
  const ids = (answers: readonly Parameters<typeof eventsOf>[0][]) =>
    answers.map((answer) => eventsOf(answer).map(({ eventID }) => eventID));
  const get = (path: string, headers: Record<string, string> = {}) => backend.request("GET", path, { headers });

  it("gives a document without events where there are none", async () => {
    const answer = await get("/epcis/events");
    expect(eventsOf(answer)).to.deep.equal([]);
    expect(answer.headers.get("gs1-epcis-version")).to.equal("2.0.0");
    expect(answer.headers.get("link")).to.equal(null);
  });

  it("adds the time of recording, whatever time the author wrote, and the hash where the author gave no eventID", async () => {
    const { eventId } = await post(observation({ recordTime: "1999-01-01T00:00:00Z" }));
    const [event] = eventsOf(await get("/epcis/events"));
    expect(event).to.include({ eventID: eventId, recordTime: "2026-04-20T08:00:00.000Z" });
    expect(event).to.not.have.property("@context");
  });

  it("shows an event and its error declaration, by query and by id", async () => {
    const event = observation({ eventID: "urn:uuid:wrong" });
    await post(event);
    now += 60_000;
    await post({ ...event, errorDeclaration: { declarationTime: "2026-04-20T08:01:00Z", reason: "incorrect_data" } });
    expect(eventsOf(await get("/epcis/events?EQ_eventID=urn:uuid:wrong"))).to.have.length(2);
    const found = eventsOf(await get("/epcis/events/urn:uuid:wrong"));
    expect(found.map(({ errorDeclaration }) => errorDeclaration !== undefined)).to.deep.equal([false, true]);
    expect(eventsOf(await get("/epcis/events?EXISTS_errorDeclaration=true"))).to.have.length(1);
  });

  it("shows what many state alike once on a page, and passes over all of it", async () => {
    for (const name of Array.from({ length: 12 }, (_, index) => `reporter ${index}`)) {
      makeActor(backend, name);
      expect((await captureSigned(backend, observation({ eventID: "urn:uuid:1" }), name)).status).to.equal(201);
    }
    await lengthenEvents(backend);
    const pages = await pagesOf(backend, "/epcis/events/urn:uuid:1");
    expect(pages.map((page) => eventsOf(page).length)).to.deep.equal([1, 1]);
  });

  it("shows signed statements beside claimed ones", async () => {
    await post(observation());
    makeActor(backend, "packer");
    expect((await captureSigned(backend, observation({ bizStep: "packing" }), "packer")).status).to.equal(201);
    expect(eventsOf(await get("/epcis/events")).map(({ bizStep }) => bizStep)).to.deep.equal(["shipping", "packing"]);
  });

  describe("page by page", () => {
    beforeEach(async () => void (await capture(backend, { body: documentOf(numbered(7)), token })));

    it("gives each event once, follows Link to the end, and says until when", async () => {
      const pages = await pagesOf(backend, "/epcis/events?perPage=3&EQ_bizStep=shipping");
      expect(ids(pages)).to.deep.equal([
        ["urn:uuid:0", "urn:uuid:1", "urn:uuid:2"],
        ["urn:uuid:3", "urn:uuid:4", "urn:uuid:5"],
        ["urn:uuid:6"],
      ]);
      expect(pages[0]?.headers.get("gs1-next-page-token-expires")).to.equal("2026-04-21T08:00:00.000Z");
      expect(pages.at(-1)?.headers.get("gs1-next-page-token-expires")).to.equal(null);
    });

    it("has no further page where the last is full", async () => {
      expect(await pagesOf(backend, "/epcis/events?perPage=7")).to.have.length(1);
    });

    it("takes no more than eventCountLimit in all", async () => {
      const pages = await pagesOf(backend, "/epcis/events?perPage=2&orderBy=eventTime&orderDirection=ASC&eventCountLimit=5");
      expect(ids(pages).map((page) => page.length)).to.deep.equal([2, 2, 1]);
    });

    it("is not moved by events that come in meanwhile", async () => {
      const first = await get("/epcis/events?perPage=3&orderBy=recordTime");
      now += 1_000;
      await post(observation({ eventID: "urn:uuid:late", bizStep: "packing" }));
      const rest = await pagesOf(backend, nextOf(first) ?? "");
      expect([...ids([first]), ...ids(rest)].flat()).to.have.members(numbered(7).map(({ eventID }) => eventID));
    });

    it("refuses a token that is none, another question's, expired or ended", async () => {
      const next = nextOf(await get("/epcis/events?perPage=3")) ?? "";
      const nextToken = new URL(next, "http://x").searchParams.get("nextPageToken") ?? "";
      const refused = async (path: string) => expectProblem(await get(path), 400, "traceability.query-parameter");
      await refused("/epcis/events?nextPageToken=AAAA");
      await refused(`/epcis/events?EQ_bizStep=packing&nextPageToken=${nextToken}`);
      await refused(`/epcis/bizSteps?nextPageToken=${nextToken}`);
      const strange = (position: unknown) =>
        Buffer.from(
          JSON.stringify([...JSON.parse(Buffer.from(nextToken, "base64url").toString()).slice(0, 1), position, null, 9e9]),
        ).toString("base64url");
      for (const position of [["1; DROP TABLE statements"], ["1", "2"], [], ["-1"]])
        await refused(`/epcis/events?nextPageToken=${strange(position)}`);
      expect((await backend.request("DELETE", `/epcis/nextPageToken/${nextToken}`)).status).to.equal(204);
      await refused(next);
      const second = nextOf(await get("/epcis/events?perPage=2")) ?? "";
      now += 24 * 3_600_000;
      await refused(second);
    });

    it("ends a page where the next event gives a prefix another meaning", async () => {
      const meaning = (namespace: string) => ({ "@context": [...CONTEXT, { ex: namespace }] as Json });
      await post(observation({ ...meaning("https://one.example/"), "ex:grade": "A", bizStep: "packing" }));
      await post(observation({ ...meaning("https://two.example/"), "ex:grade": "B", bizStep: "packing" }));
      const pages = await pagesOf(backend, "/epcis/events?EQ_bizStep=packing");
      expect(pages.map((page) => page.json<QueryDocument>()["@context"])).to.deep.equal([
        [...CONTEXT, { ex: "https://one.example/" }],
        [...CONTEXT, { ex: "https://two.example/" }],
      ]);
      expect(pages.map((page) => eventsOf(page).map((event) => event["ex:grade"]))).to.deep.equal([["A"], ["B"]]);
    });

    it("refuses a query that more events match than it allows", async () => {
      const { type } = expectProblem(await get("/epcis/events?maxEventCount=6"), 413, "traceability.query-too-large");
      expect(type).to.equal("epcisException:QueryTooLargeException");
      expect(eventsOf(await get("/epcis/events?maxEventCount=7"))).to.have.length(7);
    });
  });

  describe("in the form that GS1-EPC-Format asks for", () => {
    const event = observation({
      epcList: [URN, "https://example.com/01/10614141073464/21/2018", "https://id.gs1.org/00/340123456789012348"],
      readPoint: { id: "urn:epc:id:sgln:0614141.07346.1234" },
      quantityList: [{ epcClass: "urn:epc:class:lgtin:0614141.107346.L1" }],
      sourceList: [{ type: "owning_party", source: "https://id.gs1.org/417/0614141007776" }],
    });
    const asked = async (format?: string) => {
      await post(event);
      return eventsOf(await get("/epcis/events", format === undefined ? {} : { "GS1-EPC-Format": format }))[0];
    };

    it("has Digital Links by default", async () => {
      expect(await asked()).to.deep.include({
        epcList: [LINK, "https://example.com/01/10614141073464/21/2018", "https://id.gs1.org/00/340123456789012348"],
        readPoint: { id: "https://id.gs1.org/414/0614141073467/254/1234" },
        quantityList: [{ epcClass: "https://id.gs1.org/01/10614141073464/10/L1" }],
      });
    });

    it("has URNs, where a captured URN has shown how long the company prefix is", async () => {
      expect(await asked("Always_EPC_URN")).to.deep.include({
        epcList: [URN, "urn:epc:id:sgtin:0614141.107346.2018", "https://id.gs1.org/00/340123456789012348"],
        sourceList: [{ type: "owning_party", source: "urn:epc:id:pgln:0614141.00777" }],
      });
    });

    for (const format of ["Never_Translates", "No_Preference"]) {
      it(`has everything as it was written: ${format}`, async () => {
        const { epcList, readPoint, quantityList } = event;
        expect(await asked(format)).to.deep.include({ epcList, readPoint, quantityList });
      });
    }

    it("finds by URN what was captured as Digital Link, and the other way round", async () => {
      await post(event);
      for (const epc of [URN, LINK, "urn:epc:id:sgtin:0614141.107346.2018", "https://id.gs1.org/01/10614141073464/21/2018"])
        expect(eventsOf(await get(`/epcis/events?MATCH_epc=${encodeURIComponent(epc)}`)), epc).to.have.length(1);
    });

    it("refuses a form that it does not know", async () => {
      expectProblem(await get("/epcis/events", { "GS1-EPC-Format": "Sometimes" }), 400, "platform.bad-request");
    });
  });

  it("names the prefixes that it was given in GS1-Extensions, and has no such header otherwise", async () => {
    const defined = "mine=https://example.org/ns/, yours=https://example.org/other/";
    expect((await get("/epcis/events", { "GS1-Extensions": defined })).headers.get("gs1-extensions")).to.equal(defined);
    for (const path of ["/epcis/events", "/epcis", "/epcis/bizSteps"]) {
      for (const headers of [undefined, { "GS1-Extensions": "" }])
        expect((await get(path, headers)).headers.has("gs1-extensions"), path).to.equal(false);
    }
  });

  it("finds a field by its prefix in GS1-Extensions, by its full name, and not without either", async () => {
    await post(observation({ "@context": [...CONTEXT, { ex: "https://example.org/ns/" }] as Json, "ex:grade": "A" }));
    const mine = { "GS1-Extensions": "mine=https://example.org/ns/" };
    expect(eventsOf(await get("/epcis/events?EQ_mine:grade=A|B", mine))).to.have.length(1);
    expect(eventsOf(await get(`/epcis/events?${encodeURIComponent("EQ_https://example.org/ns/grade")}=A`))).to.have.length(1);
    expectProblem(await get("/epcis/events?EQ_mine:grade=A"), 400, "traceability.query-parameter");
    expectProblem(await get("/epcis/events?EQ_mine:grade=A", { "GS1-Extensions": "mine" }), 400, "platform.bad-request");
  });

  it("finds in kelvin what was measured in Celsius", async () => {
    const sensorElementList = [{ sensorReport: [{ type: "Temperature", value: 8.5, uom: "CEL" }] }];
    await post(observation({ sensorElementList }));
    expect(eventsOf(await get("/epcis/events?EQ_type=Temperature&GE_value_KEL=281.65"))).to.have.length(1);
    expect(eventsOf(await get("/epcis/events?GT_value_KEL=281.65"))).to.have.length(0);
    expect(eventsOf(await get("/epcis/events?EQ_value_FAH=47.3"))).to.have.length(1);
  });

  it("answers 400 with the standard's exception for what is no parameter, or twice there", async () => {
    for (const query of ["GE_eventDate=2026-01-01T00:00:00Z", "EQ_bizStep=shipping&EQ_bizStep=packing", "perPage=0", "perPage=many"]) {
      const { type } = expectProblem(await get(`/epcis/events?${query}`), 400, "traceability.query-parameter");
      expect(type, query).to.equal("epcisException:QueryParameterException");
    }
  });

  it("answers 405, 406, 414 and 415 as the official file says", async () => {
    const put = await backend.request("PUT", "/epcis/events", { body: {} });
    expectProblem(put, 405, "platform.method-not-allowed");
    expect(put.headers.get("allow")).to.include("GET").and.include("POST");
    expect(expectProblem(await get("/epcis/events", { Accept: "image/png" }), 406, "platform.not-acceptable").type).to.equal(
      "epcisException:NotAcceptableException",
    );
    for (const headers of [{ "GS1-EPCIS-Min": "2.1.0" }, { "GS1-EPCIS-Max": "1.2" }, { "GS1-CBV-Min": "3" }] as Record<string, string>[])
      expectProblem(await get("/epcis/events", headers), 406, "platform.not-acceptable");
    expect(expectProblem(await get(`/epcis/events?EQ_stringValue=${"x".repeat(8_000)}`), 414, "platform.uri-too-long").type).to.equal(
      "epcisException:URITooLongException",
    );
    expectProblem(
      await backend.request("POST", "/epcis/queries", { text: "<a/>", type: "text/xml", token }),
      415,
      "platform.unsupported-media-type",
    );
    expect((await get("/epcis/events", { "GS1-EPCIS-Min": "1.2.0", "GS1-EPCIS-Max": "2.0.0" })).status).to.equal(200);
  });

  it("answers JSON-LD to who asks for it", async () => {
    expect((await get("/epcis/events", { Accept: "application/ld+json" })).headers.get("content-type")).to.equal(
      "application/ld+json; charset=utf-8",
    );
    expect((await get("/epcis/events")).headers.get("content-type")).to.equal("application/json; charset=utf-8");
  });
});
