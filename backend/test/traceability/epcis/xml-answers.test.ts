import { epcisFromXml } from "@waybill/protocol/epcis-xml/document";
import { readXml } from "@waybill/protocol/epcis-xml/read-xml";
import type { XmlElement } from "@waybill/protocol/epcis-xml/xml-element";
import { eventHashesOf } from "@waybill/protocol/hashing/event-hash/documents";
import { stringifyLossless } from "@waybill/protocol/hashing/lossless-json";
import type { ChainReader } from "@waybill/protocol/verify/chain-reader";
import { verify } from "@waybill/protocol/verify/verify-event";
import { expect } from "chai";
import { startTestBackend, type Answer, type TestBackend } from "../../support/backend.ts";
import { capture, captureSigned, documentOf, makeActor, observation } from "../../support/events.ts";
import { CHAIN, tokenOf } from "../../support/organisations.ts";
import { nextOf, type QueryDocument } from "../../support/query-answers.ts";

const XML = { Accept: "application/xml" };
const EXCEPTION = "{urn:epcglobal:epcis:xsd:2}EPCISException";

describe("EPCIS answers in XML", () => {
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

  const get = (path: string, headers: Record<string, string> = XML) => backend.request("GET", path, { headers });
  const typeOf = ({ headers }: Answer) => headers.get("content-type");
  /** The document, which must be well-formed, as JSON. */
  const documentIn = (answer: Answer) => {
    expect(answer.status, answer.text).to.equal(200);
    expect(typeOf(answer)).to.equal("application/xml; charset=utf-8");
    return epcisFromXml(answer.text).document;
  };
  const eventsIn = (answer: Answer) =>
    (JSON.parse(stringifyLossless(documentIn(answer))) as QueryDocument).epcisBody.queryResults.resultsBody.eventList;
  const rootOf = (answer: Answer) => {
    const root = readXml(answer.text);
    return {
      root,
      name: `{${root.namespace}}${root.local}`,
      texts: Object.fromEntries(root.children.map((child) => [child.local, child.text])),
    };
  };
  const childrenOf = (element: XmlElement | undefined, name: string) => (element?.children ?? []).filter(({ local }) => local === name);

  it("are the same events with the same hashes, from every list of events and by id", async () => {
    await captureSigned(backend, observation({ eventID: "urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8" }), "farm");
    await backend.request("POST", "/epcis/queries", { token, body: { name: "all", query: { EQ_bizStep: ["shipping"] } } });
    for (const path of [
      "/epcis/events",
      "/epcis/eventTypes/ObjectEvent/events",
      "/epcis/bizSteps/shipping/events",
      "/epcis/queries/all/events",
      "/epcis/events/urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8",
    ]) {
      const xml = await get(path);
      const json = await get(path, { Accept: "application/json" });
      expect(eventsIn(xml), path).to.deep.equal(json.json<QueryDocument>().epcisBody.queryResults.resultsBody.eventList);
      expect(eventHashesOf(documentIn(xml))).to.deep.equal(eventHashesOf(json.text));
      expect(xml.headers.get("gs1-epcis-version")).to.equal("2.0.0");
    }
  });

  it("have pages like those in JSON", async () => {
    const events = [1, 2, 3].map((hour) => observation({ eventTime: `2026-04-17T0${hour}:00:00-04:00` }));
    await capture(backend, { body: documentOf(events), token });
    const first = await get("/epcis/events?perPage=2&orderBy=eventTime&orderDirection=ASC");
    const second = await get(nextOf(first) ?? "");
    expect([...eventsIn(first), ...eventsIn(second)].map(({ eventTime }) => eventTime)).to.deep.equal(
      events.map(({ eventTime }) => eventTime),
    );
    expect(nextOf(second)).to.equal(undefined);
  });

  it("write identifiers and standard values in the form that is asked for", async () => {
    await capture(backend, { body: documentOf([observation()]), token });
    const step = async (headers: Record<string, string> = {}) => {
      const [, found] = /<bizStep>([^<]*)</.exec((await get("/epcis/events", { ...XML, ...headers })).text) ?? [];
      return found;
    };
    expect(await step()).to.equal("urn:epcglobal:cbv:bizstep:shipping");
    for (const form of ["No_Preference", "Always_URN", "Never_Translates"])
      expect(await step({ "GS1-CBV-XML-Format": form }), form).to.equal("urn:epcglobal:cbv:bizstep:shipping");
    expect(await step({ "GS1-CBV-XML-Format": "Always_Web_URI" })).to.equal("https://ref.gs1.org/cbv/BizStep-shipping");
    const refused = await get("/epcis/events", { ...XML, "GS1-CBV-XML-Format": "Words" });
    expect(refused.status).to.equal(400);
    expect(rootOf(refused).texts).to.include({ type: "epcisException:ValidationException", code: "platform.bad-request" });
  });

  it("come to whoever likes XML better, and JSON to everybody else", async () => {
    for (const [accept, type] of [
      ["application/xml", "application/xml; charset=utf-8"],
      ["application/json;q=0.5, application/xml", "application/xml; charset=utf-8"],
      ["text/html, application/xml;q=0.9, */*;q=0.8", "application/xml; charset=utf-8"],
      ["application/xml, application/json", "application/xml; charset=utf-8"],
      ["application/json, application/xml", "application/json; charset=utf-8"],
      ["application/xml;q=0.1, application/ld+json;q=0.2", "application/ld+json; charset=utf-8"],
      ["application/*", "application/json; charset=utf-8"],
      ["*/*", "application/json; charset=utf-8"],
      ["application/xml;q=0, */*", "application/json; charset=utf-8"],
    ] as const)
      for (const path of ["/epcis/events", "/epcis"]) {
        if (path === "/epcis/events" || !accept.includes("ld+json"))
          expect(typeOf(await get(path, { Accept: accept })), accept).to.equal(type);
      }
  });

  it("bring the proof of each event as text, which is the JSON that a verifier takes", async () => {
    await captureSigned(backend, observation(), "farm");
    const [event] = eventsIn(await get("/epcis/events?proof=true"));
    const verdict = await verify(String(event?.["waybill:proof"]), {} as ChainReader, { trusted: CHAIN });
    expect(verdict.steps.filter(({ status }) => status === "passed").map(({ id }) => id)).to.include.members([
      "content-digest",
      "signature",
    ]);
  });

  it("name the top-level resources", async () => {
    const { name, root } = rootOf(await get("/epcis"));
    expect(name).to.equal("{}TopLevelResourceCollection");
    expect(childrenOf(root, "member").map(({ text }) => text)).to.include.members(["events", "queries", "capture"]);
  });

  it("tell of a capture job, the refused events and the statements among it", async () => {
    const accepted = await backend.request("POST", "/epcis/capture", { body: documentOf([observation()]), token, headers: XML });
    expect(accepted.status).to.equal(202);
    expect(rootOf(accepted).name).to.equal("{urn:epcglobal:epcis:xsd:2}EPCISCaptureJob");
    const { captureID, errors: refusals } = await capture(backend, {
      body: documentOf([observation({ eventTime: "2026-04-17T01:00:00-04:00" }), observation({ bizStep: "juggling" })]),
      token,
      headers: { "GS1-Capture-Error-Behaviour": "proceed" },
    });
    const { root } = rootOf(await get(`/epcis/capture/${captureID}`));
    const attributes = Object.fromEntries(root.attributes.map(({ local, value }) => [local, value]));
    expect(attributes).to.deep.equal({ running: "false", success: "false", captureID });
    expect(root.children.map(({ local }) => local)).to.deep.equal([
      "captureErrorBehaviour",
      "createdAt",
      "finishedAt",
      "errors",
      "statement",
    ]);
    expect(root.children.at(-1)?.children.map(({ local }) => local)).to.include.members(["eventId", "commitment"]);
    const [errors] = childrenOf(root, "errors");
    expect(childrenOf(errors, "error").map((error) => childrenOf(error, "detail")[0]?.text)).to.deep.equal(
      refusals.map(({ detail }) => detail),
    );
    expect(refusals).to.have.length(1);
  });

  it("tell of problems as the standard's exceptions, with what only ours say behind them", async () => {
    const answers: [Answer, number, string, string][] = [
      [await get("/epcis/events?EQ_nonsense=1"), 400, "epcisException:QueryParameterException", "traceability.query-parameter"],
      [await get("/epcis/events/urn:uuid:none"), 404, "epcisException:NoSuchNameException", "traceability.unknown-event"],
      [await get("/epcis/capture/none"), 404, "epcisException:NoSuchNameException", "traceability.unknown-capture"],
      [await get("/epcis/eventTypes"), 406, "epcisException:NotAcceptableException", "platform.not-acceptable"],
      [await get("/epcis/queries/none/events"), 404, "epcisException:NoSuchNameException", "traceability.unknown-query"],
      [
        await backend.request("POST", "/epcis/capture", { text: "{}", token, headers: XML }),
        400,
        "epcisException:ValidationException",
        "traceability.invalid-document",
      ],
    ];
    for (const [answer, status, type, code] of answers) {
      expect(answer.status, answer.text).to.equal(status);
      expect(typeOf(answer)).to.equal("application/problem+xml");
      const { name, root, texts } = rootOf(answer);
      expect(name).to.equal(EXCEPTION);
      expect(texts).to.include({ type, status: String(status), code });
      expect(root.children.map(({ local }) => local).slice(0, 5)).to.deep.equal(["type", "title", "status", "detail", "instance"]);
      expect(root.children.slice(5).every(({ namespace }) => namespace === "urn:waybill:ns:")).to.equal(true);
    }
    expect(typeOf(await get("/epcis/events?EQ_nonsense=1", { Accept: "application/problem+xml" }))).to.equal("application/problem+xml");
    for (const accept of ["*/*", "application/json", "application/problem+json, application/xml;q=0.5", "image/png"])
      expect(typeOf(await get("/epcis/events?EQ_nonsense=1", { Accept: accept })), accept).to.equal("application/problem+json");
    expect(typeOf(await get("/api/nothing", XML)), "other addresses have no such problems").to.equal("application/problem+json");
  });
});
