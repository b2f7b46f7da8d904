import { expect } from "chai";
import { createHash } from "node:crypto";
import { contentDigestOf } from "../../src/hashing/content-digest.ts";
import { eventHashOf } from "../../src/hashing/event-hash/event-hash.ts";
import { bareEvents } from "../../src/hashing/event-hash/documents.ts";
import { type JsonObject, parseLossless, parseLosslessObject } from "../../src/hashing/lossless-json.ts";
import { vector, vectorText } from "../support/vectors.ts";

describe("content digest", () => {
  it("is SHA-256 over the canonical text", () => {
    const digest = createHash("sha256").update('{"a":"é","b":1}', "utf8").digest("hex");
    expect(contentDigestOf(parseLosslessObject('{ "b": 1.0, "a": "é" }'))).to.equal(`0x${digest}`);
  });

  it("tells apart the events that the CBV event hash confuses", () => {
    const { context, cases } = vector<{ context: never; cases: { class: string; event: JsonObject }[] }>("event-hash/edge-cases.json");
    for (const group of ["X1", "X2"]) {
      const events = cases.filter((item) => item.class === group).map(({ event }) => ({ "@context": context, ...event }));
      expect(new Set(events.map((event) => eventHashOf(event).eventHash)).size, group).to.equal(1);
      expect(new Set(events.map(contentDigestOf)).size, group).to.equal(events.length);
    }
  });

  it("covers what the CBV event hash leaves out", () => {
    const [event] = bareEvents(parseLossless(vectorText("event-hash/documents/CertificationInfoAndSensorReportWithCRS.jsonld"))) as [
      JsonObject,
    ];
    const changed = { ...event, certificationInfo: "https://accreditation-council.example.org/certificate/OTHER" };
    expect(eventHashOf(changed).eventHash).to.equal(eventHashOf(event).eventHash);
    expect(contentDigestOf(changed)).not.to.equal(contentDigestOf(event));
  });

  it("refuses numbers that would make two events share a digest, and says where", () => {
    const event = parseLosslessObject('{"quantityList":[{"quantity":12345678901234567890}]}');
    expect(() => contentDigestOf(event)).to.throw(RangeError, "/quantityList/0/quantity");
  });
});
