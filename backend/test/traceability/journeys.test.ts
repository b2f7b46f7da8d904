import { expect } from "chai";
import { readFileSync } from "node:fs";
import { eventView, journeyView, statementView, type JourneyView } from "@waybill/protocol/schemas/api/traceability";
import { eventBundle, journeyBundle } from "@waybill/protocol/schemas/bundle";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { capture, captureSigned, claim, CONTEXT, makeActor, observation } from "../support/events.ts";
import { register, tokenOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";

const DOCUMENTS = new URL("../../../scripts/demo/documents/", import.meta.url);
const FIELD_LOT = "https://id.gs1.org/01/00860009999923/10/ABC1234";
const CASE_LOT = "https://id.gs1.org/01/10860009999920/10/ABC1234";
const CARROTS = "https://id.gs1.org/01/10860009998022/10/DEF2345";
const SALAD = "https://id.gs1.org/01/10860009998039/10/SALAD-20260420-A";
const PALLET = "https://id.gs1.org/00/008600099999850000";

describe("journeys", () => {
  let backend: TestBackend;
  let token: string;
  before(async () => {
    backend = await startTestBackend();
    await register(backend, "Kitchen", { gln: "0860009998018", country: "US" });
    token = await tokenOf(backend, makeActor(backend, "Kitchen"));
    for (const name of ["harvest", "initial-packing", "shipping", "receiving", "transformation"])
      await capture(backend, {
        text: readFileSync(new URL(`${name}-cte.jsonld`, DOCUMENTS), "utf8"),
        token,
        headers: { "GS1-Capture-Error-Behaviour": "proceed" },
      });
    await backend.request("PUT", "/api/products/10860009998039", { body: { name: "Garden salad" }, token });
    await backend.request("PUT", "/api/places/0860009998018", {
      body: { name: "Kitchen, Detroit", latitude: 42.3, longitude: -83, country: "US" },
      token,
    });
  });
  after(() => backend.stop());

  const journeyOf = async (subject: string): Promise<JourneyView> => {
    const answer = await backend.request("GET", `/api/journeys?subject=${encodeURIComponent(subject)}`);
    expect(answer.status, answer.text).to.equal(200);
    return journeyView.parse(answer.json());
  };
  const relationsOf = ({ related }: JourneyView, relation: string) =>
    related.filter((link) => link.relation === relation).map(({ subject }) => subject as string);

  it("lead from a salad back over its ingredients and their pallet to the field", async () => {
    const journey = await journeyOf(SALAD);
    expect(relationsOf(journey, "made-from")).to.have.members([CASE_LOT, CARROTS, FIELD_LOT]);
    expect(relationsOf(journey, "packed-in")).to.deep.equal([PALLET]);
    expect(relationsOf(journey, "made-into")).to.deep.equal([]);
    const steps = journey.statements.map(({ bizStep }) => bizStep);
    expect(steps).to.include.members(["shipping", "receiving", "creating_class_instance"]);
    expect(journey.truncated).to.equal(false);
  });

  it("are in the order of event time, with names for products, places and organisations", async () => {
    const { statements, product } = await journeyOf(SALAD);
    const times = statements.map(({ eventTime }) => Date.parse(eventTime));
    expect(times).to.deep.equal([...times].sort((a, b) => a - b));
    expect(product?.name).to.equal("Garden salad");
    const last = statements.find(({ items }) => items.some(({ subject }) => (subject as string) === SALAD));
    expect(last?.author.name).to.equal("Kitchen");
    expect(last?.place).to.include({ gln: "0860009998018", name: "Kitchen, Detroit", latitude: 42.3 });
    expect(last?.items.find(({ role }) => role === "output")).to.deep.include({ subject: SALAD, quantity: { value: "2000", uom: "CS" } });
  });

  it("say openly what does not add up, in the names of products and places", async () => {
    const { findings } = await journeyOf(SALAD);
    expect(findings.map(({ severity }) => severity)).to.include.members(["contradiction", "gap"]);
    expect(findings.map(({ rule }) => rule)).to.include("unknown-origin");
    expect(findings.map(({ message }) => message).join(" ")).to.include("Garden salad");
  });

  it("name what a lot became part of without following it", async () => {
    const journey = await journeyOf(CASE_LOT);
    expect(relationsOf(journey, "made-into")).to.deep.equal([SALAD]);
    expect(relationsOf(journey, "made-from")).to.deep.equal([FIELD_LOT]);
    expect(journey.statements.some(({ items }) => items.some(({ subject }) => (subject as string) === PALLET))).to.equal(true);
  });

  it("name what a pallet contains", async () => {
    const contains = relationsOf(await journeyOf(PALLET), "contains");
    expect(contains).to.include(CASE_LOT);
  });

  it("are found by any spelling of the same code", async () => {
    const canonical = await journeyOf(SALAD);
    const other = await journeyOf("https://shop.example/gtin/10860009998039/lot/SALAD-20260420-A?x=1");
    expect(other.subject).to.equal(canonical.subject);
    expect(other.statements.length).to.equal(canonical.statements.length);
  });

  it("are empty, not missing, for a lot that nobody has reported", async () => {
    expect(await journeyOf("https://id.gs1.org/01/09506000134352/10/UNSEEN")).to.deep.include({
      statements: [],
      related: [],
      findings: [],
      recalls: [],
    });
  });

  it("refuse what names no lot, serial or unit", async () => {
    for (const subject of ["https://id.gs1.org/01/09506000134352", "https://id.gs1.org/414/9506000134376", "lettuce", ""])
      expect((await backend.request("GET", `/api/journeys?subject=${encodeURIComponent(subject)}`)).status, subject).to.equal(400);
    expectProblem(await backend.request("GET", "/api/journeys?subject=lettuce"), 400, "traceability.invalid-subject");
  });

  it("are cut, and say so, when their events together are too long to be read at once", async function () {
    // Nine events of a megabyte each are signed for, hashed and stored.
    this.timeout(120_000);
    const lot = "https://id.gs1.org/01/09506000134352/10/LONG";
    const notes = Object.fromEntries(Array.from({ length: 250 }, (_, n) => [`ex:note${n}`, "x".repeat(4_000)]));
    const event = { "@context": [...CONTEXT, { ex: "https://ns.example.com/" }], type: "ObjectEvent", action: "OBSERVE" };
    const body = { ...event, eventTimeZoneOffset: "+00:00", quantityList: [{ epcClass: lot }], ...notes };
    const eventList = (from: number) =>
      [0, 1, 2].map((n) => ({ ...body, "@context": undefined, eventTime: `2026-05-0${from + n}T00:00:00Z` }));
    for (const from of [1, 4, 7]) {
      const document = { "@context": body["@context"], type: "EPCISDocument", schemaVersion: "2.0", creationDate: "2026-05-10T00:00:00Z" };
      const job = await capture(backend, { token, body: { ...document, epcisBody: { eventList: eventList(from) } } });
      expect(job.success, JSON.stringify(job.errors)).to.equal(true);
    }
    const journey = await journeyOf(lot);
    expect(journey.truncated).to.equal(true);
    expect(journey.statements).to.have.length(8);
  });

  it("carry what stands beside a claim in its own event, and when its author was revoked", async () => {
    const lot = "https://id.gs1.org/01/09506000134352/10/BESIDE";
    const sensorReport = [{ type: "Temperature", value: 3.5, uom: "CEL" }];
    const event = observation({
      action: "ADD",
      quantityList: [{ epcClass: lot }],
      certificationInfo: ["https://certifier.example/7"],
      sensorElementList: [{ sensorMetadata: { time: "2026-04-17T09:00:00Z" }, sensorReport }],
      ilmd: { "cbvmda:itemExpirationDate": "2026-05-01" },
    });
    const answer = await backend.request("POST", "/epcis/events", { token, body: event });
    expect(answer.status, answer.text).to.equal(201);
    const [kept] = backend.chain.actors;
    const revokedAt = new Date("2026-04-01T00:00:00Z");
    for (const [account, actor] of backend.chain.actors) backend.chain.actors.set(account, { ...actor, revokedAt });
    const [statement] = (await journeyOf(lot)).statements;
    if (kept) backend.chain.actors.set(...kept);
    expect(statement?.certificates).to.deep.equal(["https://certifier.example/7"]);
    expect(statement?.validUntil).to.equal("2026-05-01");
    expect(statement?.authorRevokedAt).to.equal(revokedAt.toISOString());
    expect(statement?.sensors).to.deep.equal([
      {
        ...{ type: "Temperature", value: "3.5", uom: "CEL", least: null, most: null, device: null, alarm: false },
        ...{ from: "2026-04-17T09:00:00Z", until: "2026-04-17T09:00:00Z" },
      },
    ]);
  });

  it("end although a lot is made from itself", async () => {
    const loop = { "@context": CONTEXT, type: "TransformationEvent", eventTime: "2026-05-01T00:00:00Z", eventTimeZoneOffset: "+00:00" };
    const lots = ["A", "B"].map((lot) => `https://id.gs1.org/01/09506000134352/10/LOOP-${lot}`);
    for (const [from, to] of [
      [lots[0], lots[1]],
      [lots[1], lots[0]],
    ])
      await backend.request("POST", "/epcis/events", {
        token,
        body: { ...loop, inputQuantityList: [{ epcClass: from, quantity: 1 }], outputQuantityList: [{ epcClass: to, quantity: 1 }] },
      });
    const journey = await journeyOf(lots[0] ?? "");
    expect(journey.statements).to.have.length(2);
    expect(relationsOf(journey, "made-from")).to.deep.equal([lots[1]]);
  });

  it("come as a bundle that keeps the schema and every statement", async () => {
    const answer = await backend.request("GET", `/api/journeys/bundle?subject=${encodeURIComponent(SALAD)}`);
    expect(answer.headers.get("content-disposition")).to.include("attachment");
    const bundle = journeyBundle.parse(answer.json());
    expect(bundle.events.map(({ commitment }) => commitment)).to.deep.equal(
      (await journeyOf(SALAD)).statements.map(({ commitment }) => commitment),
    );
  });

  describe("one event", () => {
    it("shows every statement about it with the document of each", async () => {
      makeActor(backend, "packer");
      await captureSigned(backend, observation(), "packer");
      const { eventId } = await claim(backend, observation(), token);
      const hash = `0x${/;([0-9a-f]{64})/.exec(eventId)?.[1]}`;
      const view = eventView.parse((await backend.request("GET", `/api/events/${hash}`)).json());
      expect(view.statements.map(({ authorship }) => authorship)).to.deep.equal(["signed", "claimed"]);
      expect(view.documents).to.have.length(2);
      expectProblem(await backend.request("GET", `/api/events/0x${"00".repeat(32)}`), 404, "traceability.unknown-event");
    });

    it("has a bundle per statement that keeps the schema, without proofs that do not exist yet", async () => {
      const { commitment } = (await captureSigned(backend, observation({ bizStep: "packing" }), "packer")).json<{ commitment: string }>();
      const bundle = eventBundle.parse((await backend.request("GET", `/api/statements/${commitment}/bundle`)).json());
      expect(bundle).to.deep.include({ commitment, anchoring: null, histories: [] });
      expect(bundle.author.kind).to.equal("signed");
      expectProblem(await backend.request("GET", `/api/statements/0x${"00".repeat(32)}/bundle`), 404, "traceability.unknown-statement");
    });

    it("shows sensor readings as they were written", async () => {
      const sensorElementList = [{ sensorReport: [{ type: "Temperature", value: 4.5, uom: "CEL" }] }];
      const { commitment } = await claim(backend, observation({ sensorElementList }), token);
      const view = statementView.parse((await backend.request("GET", `/api/statements/${commitment}`)).json());
      expect(view.sensors).to.have.length(1);
      expect(view.sensors[0]).to.include({ type: "Temperature", value: "4.5", uom: "CEL" });
    });
  });

  describe("the search", () => {
    const find = async (q: string) =>
      (await backend.request("GET", `/api/search?q=${encodeURIComponent(q)}`)).json<{ items: { kind: string; value: string }[] }>().items;

    it("finds products, places and organisations by a part of their name", async () => {
      expect(await find("salad")).to.deep.include({ kind: "product", label: "Garden salad", value: "10860009998039" });
      expect((await find("kitchen")).map(({ kind }) => kind)).to.have.members(["party", "place"]);
    });

    it("finds a lot by its number, by its product's number, and by any spelling of its code", async () => {
      for (const q of ["SALAD-20260420-A", "10860009998039", "urn:epc:class:lgtin:0860009.199803.SALAD-20260420-A", SALAD])
        expect(
          (await find(q)).map(({ value }) => value),
          q,
        ).to.include(SALAD);
    });

    it("finds an event by its hash, its id, and the id of its author", async () => {
      const { eventId } = await claim(backend, observation({ eventID: "urn:uuid:search" }), token);
      const hash = `0x${/;([0-9a-f]{64})/.exec(eventId)?.[1]}`;
      for (const q of [hash, eventId, "urn:uuid:search"])
        expect(await find(q), q).to.deep.include({ kind: "event", label: "ObjectEvent, shipping", value: hash });
    });

    it("takes wildcards for the characters they are", async () => {
      expect(await find("%")).to.deep.equal([]);
      expect(await find("_")).to.deep.equal([]);
      expect(await find("")).to.deep.equal([]);
    });
  });
});
