import { expect } from "chai";
import { epcisFromXml } from "../../src/epcis-xml/document.ts";
import { bareEvents, eventHashesOf } from "../../src/hashing/event-hash/documents.ts";
import type { CbvVersion } from "../../src/hashing/event-hash/event-hash.ts";
import { parseLossless } from "../../src/hashing/lossless-json.ts";
import { checkEpcisRules } from "../../src/schemas/epcis/check-rules.ts";
import { validateEpcis } from "../../src/schemas/epcis/validate-epcis.ts";
import { vector, vectorText } from "../support/vectors.ts";

type VectorRecord = Record<CbvVersion, { hash: string }[]> & { documents: string[] };

const twins = vector<VectorRecord[]>("event-hash/vectors.json").flatMap((record) => {
  const [json, xml] = record.documents;
  return xml?.endsWith(".xml") ? [{ record, json: json as string, xml }] : [];
});
const textOf = (name: string) => vectorText(`event-hash/documents/${name}`);

describe("EPCIS in XML beside its JSON twin", () => {
  it("is there twelve times, with 28 events", () => {
    expect(twins).to.have.length(12);
    expect(twins.flatMap(({ record }) => record["CBV2.0"])).to.have.length(28);
  });

  for (const { record, json, xml } of twins) {
    it(`${xml} has the event hashes of ${json}, and is as valid`, () => {
      const { document } = epcisFromXml(textOf(xml));
      for (const version of ["CBV2.0", "CBV2.1"] as const) {
        const ids = eventHashesOf(document, { version }).map(({ eventId }) => eventId);
        expect(ids).to.deep.equal(record[version].map(({ hash }) => hash));
        expect(ids).to.deep.equal(eventHashesOf(textOf(json), { version }).map(({ eventId }) => eventId));
      }
      expect(validateEpcis(document)).to.deep.equal([]);
      const brokenIn = (one: typeof document) => bareEvents(one).flatMap(checkEpcisRules);
      expect(brokenIn(document)).to.deep.equal(brokenIn(parseLossless(textOf(json)) as typeof document));
    });
  }

  it("keeps what no hash covers: the event IDs, record times and certificates that the twin has", () => {
    const kept = ["eventID", "recordTime", "certificationInfo", "errorDeclaration"];
    for (const { json, xml } of twins) {
      const membersOf = (document: ReturnType<typeof parseLossless>) =>
        bareEvents(document).map((event) => kept.filter((name) => Object.hasOwn(event, name)));
      expect(membersOf(epcisFromXml(textOf(xml)).document), xml).to.deep.equal(membersOf(parseLossless(textOf(json))));
    }
  });
});
