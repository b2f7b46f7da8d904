import { expect } from "chai";
import fc from "fast-check";
import { bareEvents, eventHashesOf, NoEventsError } from "../../../src/hashing/event-hash/documents.ts";
import { eventHashOf } from "../../../src/hashing/event-hash/event-hash.ts";
import {
  isJsonObject,
  type Json,
  type JsonObject,
  LosslessNumber,
  parseLossless,
  stringifyLossless,
} from "../../../src/hashing/lossless-json.ts";
import { SEED } from "../../support/arbitraries.ts";
import { vectorNames, vectorText } from "../../support/vectors.ts";

const events = vectorNames("epcis/gs1/").flatMap((name) => bareEvents(parseLossless(vectorText(name))));
const anyEvent = fc.constantFrom(...events);
const hashOf = (event: JsonObject) => eventHashOf(event).eventHash;

/** The same value with members and, where order has no meaning, list members shuffled by a list of draws. */
function shuffled(value: Json, draw: () => number): Json {
  if (Array.isArray(value))
    return mixed(
      value.map((item) => shuffled(item, draw)),
      draw,
    );
  if (!isJsonObject(value)) return value;
  const { "@context": context, ...members } = value;
  const entries = mixed(Object.entries(members), draw).map(([name, member]) => [name, shuffled(member, draw)] as const);
  return Object.fromEntries(context === undefined ? entries : [["@context", context], ...entries]);
}

function mixed<T>(items: readonly T[], draw: () => number): T[] {
  return items
    .map((item) => ({ item, rank: draw() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

describe("event hash: what it does not depend on", () => {
  it("order of members, order of list members, white space", () => {
    fc.assert(
      fc.property(anyEvent, fc.infiniteStream(fc.nat()), fc.nat(4), (event, stream, space) => {
        const other = shuffled(event, () => stream.next().value as number) as JsonObject;
        expect(hashOf(parseLossless(stringifyLossless(other, space)) as JsonObject)).to.equal(hashOf(event));
      }),
      SEED,
    );
  });

  it("the zone in which the same instant is written, and needless digits in a number", () => {
    fc.assert(
      fc.property(anyEvent, fc.integer({ min: -12 * 60, max: 14 * 60 }), fc.stringMatching(/^0{0,6}$/), (event, offset, zeros) => {
        const instant = Date.parse(String(event.eventTime));
        const written = new Date(instant + offset * 60_000).toISOString().replace("Z", zeros);
        const zone = `${offset < 0 ? "-" : "+"}${new Date(Math.abs(offset) * 60_000).toISOString().slice(11, 16)}`;
        expect(hashOf({ ...event, eventTime: written + zone })).to.equal(hashOf(event));
        const lot = (quantity: string) => ({
          ...event,
          quantityList: [{ epcClass: "urn:epc:class:lgtin:4012345.012345.L", quantity: new LosslessNumber(quantity) }],
        });
        expect(hashOf(lot(`12.5${zeros}`))).to.equal(hashOf(lot("1.25e1")));
      }),
      SEED,
    );
  });

  it("the neighbours of an event in its document", () => {
    const event: JsonObject = {
      type: "ObjectEvent",
      eventTime: "2024-03-01T10:00:00Z",
      eventTimeZoneOffset: "+00:00",
      "example:word": "shipping",
    };
    const neighbour: JsonObject = { ...event, bizStep: "shipping" };
    const context = { example: "https://ns.example.com/epcis/" };
    const documentWith = (eventList: JsonObject[]) => ({ "@context": [context], type: "EPCISDocument", epcisBody: { eventList } });
    const [alone] = eventHashesOf(documentWith([event]));
    const [, beside] = eventHashesOf(documentWith([neighbour, event]));
    expect(beside?.prehash).to.equal(alone?.prehash).and.to.contain("word=shipping");
  });
});

describe("event hash: what it does depend on", () => {
  const change: Record<string, Json> = {
    type: "TransactionEvent",
    eventTime: "1999-01-01T00:00:00Z",
    eventTimeZoneOffset: "-03:30",
    action: "DELETE",
    bizStep: "https://example.com/steps/other",
    "example:extension": "new",
  };

  for (const [name, value] of Object.entries(change)) {
    it(`${name} of every official example`, () => {
      for (const event of events) if (event[name] !== value) expect(hashOf({ ...event, [name]: value })).not.to.equal(hashOf(event));
    });
  }

  it("extensions inside fields, in namespaces of any form", () => {
    for (const namespace of ["https://ns.example.com/epcis/", "https://ns.example.com/epcis", "urn:example:"]) {
      const event = (dock: string): JsonObject => ({
        "@context": [{ example: namespace }],
        type: "ObjectEvent",
        eventTime: "2024-03-01T10:00:00Z",
        readPoint: { id: "urn:epc:id:sgln:4012345.00011.0", "example:dock": dock },
      });
      for (const version of ["CBV2.0", "CBV2.1"] as const) {
        const prehash = eventHashOf(event("four"), { version }).prehash;
        expect(prehash, namespace).to.contain(`{${namespace}}dock=four`);
        expect(eventHashOf(event("five"), { version }).prehash).not.to.equal(prehash);
      }
    }
  });
});

describe("bare events", () => {
  it("carry the context of their document, and hash as in it", () => {
    for (const name of vectorNames("event-hash/documents/").filter((name) => name.endsWith(".jsonld"))) {
      const document = parseLossless(vectorText(name)) as JsonObject;
      const bare = bareEvents(document);
      for (const event of bare) expect(event["@context"]).to.deep.equal(document["@context"]);
      expect(bare.flatMap((event) => eventHashesOf(event))).to.deep.equal(eventHashesOf(document));
      expect(eventHashesOf(bare)).to.deep.equal(eventHashesOf(document));
    }
  });

  it("keep a context of their own behind that of the document", () => {
    const event: JsonObject = { "@context": { own: "https://own.example/" }, type: "ObjectEvent", eventTime: "2024-03-01T10:00:00Z" };
    const document: JsonObject = {
      "@context": "https://ref.gs1.org/standards/epcis/epcis-context.jsonld",
      type: "EPCISDocument",
      epcisBody: { eventList: [event] },
    };
    expect(bareEvents(document)[0]?.["@context"]).to.deep.equal([
      "https://ref.gs1.org/standards/epcis/epcis-context.jsonld",
      { own: "https://own.example/" },
    ]);
  });

  it("are refused where there are none", () => {
    const wrong = [
      "1",
      "[1]",
      "{}",
      '{"type":"EPCISDocument"}',
      '{"type":"EPCISDocument","epcisBody":{}}',
      '{"type":"x","epcisBody":{"eventList":[1]}}',
      '{"type":"module"}',
    ];
    for (const text of wrong) expect(() => eventHashesOf(text), text).to.throw(NoEventsError);
    expect(() => eventHashesOf("{")).to.throw(SyntaxError);
  });
});
