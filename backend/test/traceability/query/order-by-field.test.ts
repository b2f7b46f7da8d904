import { expect } from "chai";
import type { Json } from "@waybill/protocol/hashing/lossless-json";
import { startTestBackend, type TestBackend } from "../../support/backend.ts";
import { capture, CONTEXT, documentOf, makeActor, observation } from "../../support/events.ts";
import { tokenOf } from "../../support/organisations.ts";
import { eventsOf, pagesOf } from "../../support/query-answers.ts";

const GRADES: Readonly<Record<string, Json | undefined>> = {
  none: undefined,
  apple: "apple",
  ten: 10,
  noon: "2026-01-01T12:00:00+01:00",
  half: 0.5,
  true: true,
  midnight: "2026-01-01T00:00:00Z",
  "minus three": -3,
  ä: "äpple",
  several: [7, "middle", 7],
  nothing: null,
  "two and a half": "2.5",
  zebra: "Zebra",
  absent: undefined,
  two: 2,
};
/** Numbers, times, texts by their bytes. Of several values the first in the order counts, and events without one come last, as they came. */
const ASCENDING = "minus three, half, two, two and a half, several, ten, midnight, noon, zebra, apple, true, ä, none, nothing, absent";
const DESCENDING = "ä, true, several, apple, zebra, noon, midnight, ten, two and a half, two, half, minus three, absent, nothing, none";

describe("orderBy a field outside of the standard", () => {
  let backend: TestBackend;
  before(async () => {
    backend = await startTestBackend();
    const token = await tokenOf(backend, makeActor(backend, "orderly"));
    const events = Object.entries(GRADES).map(([name, grade], index) =>
      observation({
        "ex:name": name,
        bizStep: index % 2 === 0 ? "packing" : "shipping",
        ...(grade === undefined ? {} : { "ex:grade": grade }),
      }),
    );
    const document = { ...documentOf(events), "@context": [...CONTEXT, { ex: "https://example.org/ns/" }] as Json };
    expect((await capture(backend, { body: document, token })).errors).to.deep.equal([]);
  });
  after(() => backend.stop());

  const namesBy = async (direction: string, more: string) => {
    const headers = { "GS1-Extensions": "ex=https://example.org/ns/" };
    const pages = await pagesOf(backend, `/epcis/events?orderBy=ex:grade&orderDirection=${direction}&${more}`, { headers });
    return pages.flatMap(eventsOf).map((event) => String(event["ex:name"]));
  };
  const names = (list: string) => list.split(", ");
  const isPacking = (name: string) => Object.keys(GRADES).indexOf(name) % 2 === 0;

  for (const perPage of [1, 2, 4, 7, 100]) {
    it(`gives every event once, those without the field last, in pages of ${perPage}`, async () => {
      expect(await namesBy("ASC", `perPage=${perPage}`)).to.deep.equal(names(ASCENDING));
      expect(await namesBy("DESC", `perPage=${perPage}`)).to.deep.equal(names(DESCENDING));
    });

    it(`keeps the order of those that a query selects, in pages of ${perPage}`, async () => {
      const more = `perPage=${perPage}&EQ_bizStep=packing`;
      expect(await namesBy("ASC", more)).to.deep.equal(names(ASCENDING).filter(isPacking));
      expect(await namesBy("DESC", more)).to.deep.equal(names(DESCENDING).filter(isPacking));
    });
  }
});
