import { expect } from "chai";
import { bareEvents, eventHashesOf } from "../../../src/hashing/event-hash/documents.ts";
import { type CbvVersion, eventHashOf, eventHashUriOf as uriOf, type HashAlgorithm } from "../../../src/hashing/event-hash/event-hash.ts";
import { matchingProfile, profilesOf } from "../../../src/hashing/event-hash/profiles.ts";
import { type Json, type JsonObject, parseLossless, parseLosslessObject } from "../../../src/hashing/lossless-json.ts";
import { vector, vectorText } from "../../support/vectors.ts";

type Published = { hash: string; prehash: string };
interface VectorRecord extends Record<CbvVersion, Published[]> {
  documents: string[];
  superseded2025?: string[];
}
const VERSIONS = ["CBV2.0", "CBV2.1"] as const;
const records = vector<VectorRecord[]>("event-hash/vectors.json").flatMap((record) =>
  record.documents.filter((name) => name.endsWith(".jsonld")).map((name) => ({ ...record, name })),
);
const documentText = (name: string) => vectorText(`event-hash/documents/${name}`);

describe("event hash: published vectors", () => {
  it("cover 17 documents with 36 events", () => {
    expect(records).to.have.length(17);
    expect(records.flatMap((record) => record["CBV2.0"])).to.have.length(36);
  });

  for (const record of records) {
    for (const version of VERSIONS) {
      it(`${record.name} has its ${version} hashes, in document order`, () => {
        const hashes = eventHashesOf(documentText(record.name), { version });
        expect(hashes.map(({ prehash }) => prehash)).to.deep.equal(record[version].map(({ prehash }) => prehash));
        expect(hashes.map(({ eventId }) => eventId)).to.deep.equal(record[version].map(({ hash }) => hash));
      });
    }

    it(`${record.name} has the hashes that were published until October 2025`, () => {
      const events = bareEvents(parseLossless(documentText(record.name)));
      const published = record.superseded2025 ?? record["CBV2.0"].map(({ hash }) => hash);
      expect(events.map((event) => profilesOf(event)["2025"])).to.deep.equal(published);
    });
  }
});

describe("event hash: edge cases", () => {
  const { context, cases } = parseLosslessObject(vectorText("event-hash/edge-cases.json")) as {
    context: Json;
    cases: (JsonObject & { id: string; class: string; event: JsonObject })[];
  };

  for (const { id, event, ...expected } of cases) {
    it(`${id} hashes as the reference does`, () => {
      for (const version of VERSIONS) {
        expect(eventHashOf({ "@context": context, ...event }, { version }).eventId).to.equal(expected[version]);
      }
    });
  }

  it("events of one class share a hash, and those of different classes differ", () => {
    const byClass = Map.groupBy(cases, (item) => item.class);
    const hashes = [...byClass.values()].map(
      (group) => new Set(group.map(({ event }) => eventHashOf({ "@context": context, ...event }).eventHash)),
    );
    for (const distinct of hashes) expect(distinct.size).to.equal(1);
    expect(new Set(hashes.flatMap((distinct) => [...distinct])).size).to.equal(byClass.size);
  });
});

describe("event hash: official GS1 examples", () => {
  const { events } = vector<{ events: Record<string, Record<CbvVersion, string[]> | null> }>("event-hash/computed-gs1-examples.json");

  for (const [name, expected] of Object.entries(events)) {
    it(`${name} hashes as computed with the reference${expected ? "" : ", which fails on it, and every event gets its own hash"}`, () => {
      for (const version of VERSIONS) {
        const ids = eventHashesOf(vectorText(`epcis/gs1/${name}`), { version }).map(({ eventId }) => eventId as string);
        if (expected) expect(ids).to.deep.equal(expected[version]);
        else expect(new Set(ids).size).to.equal(ids.length).and.to.equal(2);
      }
    });
  }
});

describe("event hash: profiles", () => {
  const [event] = bareEvents(parseLossless(documentText("ReferenceEventHashAlgorithm3.jsonld"))) as [JsonObject];

  it("name the profile under which a foreign event ID was made", () => {
    expect(
      matchingProfile(event, "ni:///sha-256;3ae14c02c4bdc220cc31942cf804f6845eb8dec96ba6483391c92a9b165f9329?ver=CBV2.0")?.label,
    ).to.equal("CBV 2.0");
    expect(
      matchingProfile(event, "ni:///sha-256;e9273954ba78387caf181fe74038871990dbc97568d068123d0a8774b843e383?ver=CBV2.1")?.revision,
    ).to.equal("CBV2.1");
    const superseded = matchingProfile(event, "ni:///sha-256;a13cbe6c8bb6df3710b3edaeff760a1365ec8fd69ca1f4d7e0c10eb5189a883a?ver=CBV2.0");
    expect(superseded?.label).to.contain("superseded");
  });

  it("know the other digests that CBV allows", () => {
    for (const [algorithm, digits] of [
      ["sha-384", 96],
      ["sha-512", 128],
      ["sha3-256", 64],
    ] as const) {
      const id = eventHashUriOf(event, algorithm);
      expect(id).to.match(new RegExp(`^ni:///${algorithm};[0-9a-f]{${digits}}\\?ver=CBV2\\.0$`));
      expect(matchingProfile(event, id)).to.include({ algorithm, revision: "CBV2.0" });
    }
  });

  it("match nothing for another event or a number of another kind", () => {
    expect(matchingProfile({ ...event, action: "ADD" }, profilesOf(event)["CBV2.0"])).to.equal(undefined);
    expect(matchingProfile(event, "urn:uuid:4898a223-216a-4f46-9e18-338ccf6fa3ba")).to.equal(undefined);
  });
});

function eventHashUriOf(event: JsonObject, algorithm: HashAlgorithm): string {
  return uriOf(event, { algorithm });
}
