import { expect } from "chai";
import fc from "fast-check";
import { findingsOf } from "../../src/findings/findings-of.ts";
import { greatCircleKm } from "../../src/findings/travel.ts";
import { at, BULK, DOCK, FARM, FIELD, KITCHEN, lot, NAMES, PACKING_HOUSE, statementsOf, UNIT } from "../support/case.ts";

/** Belle Glade, Vero Beach (some 110 km) and Reykjavik (some 5,900 km from Florida). */
const PLACES = new Map([
  [FIELD, { name: "the field", latitude: 26.6845, longitude: -80.6676 }],
  [PACKING_HOUSE, { name: "the packing house", latitude: 27.6386, longitude: -80.3973 }],
  [DOCK, { name: "the dock", latitude: 64.1466, longitude: -21.9426 }],
]);
const findTravel = (...events: ReturnType<typeof at>[]) =>
  findingsOf(statementsOf(events.map((event) => ({ by: FARM, event }))), { ...NAMES, places: PLACES }).filter(
    ({ rule }) => rule === "impossible-travel",
  );
const seenAt = (hour: number, gln: string) => at(hour, gln, { epcList: [UNIT] });

describe("findings: impossible travel", () => {
  it("is to be farther away than any freight travels, and says where, when, how far and the limit", () => {
    const [finding, ...others] = findTravel(seenAt(8, FIELD), seenAt(10, DOCK));
    expect(others).to.deep.equal([]);
    expect(finding).to.include({ severity: "contradiction" });
    expect(finding?.message).to.match(
      /the field on April 17, 2026 at 08:00 AM UTC−04:00 and at the dock, 5,\d\d\d km away, on April 17, 2026 at 10:00 AM UTC−04:00: no freight travels faster than 1,000 km per hour\.$/,
    );
    expect(finding?.commitments).to.have.length(2);
  });

  it("is only worth a notice where an aeroplane could have done it, and nothing where a train could", () => {
    expect(findTravel(seenAt(8, FIELD), seenAt(15, DOCK)).map(({ severity }) => severity)).to.deep.equal(["notice"]);
    expect(findTravel(seenAt(8, FIELD), at(8, DOCK, { epcList: [UNIT], eventTime: "2026-04-19T08:00:00-04:00" }))).to.deep.equal([]);
    expect(findTravel(seenAt(8, FIELD), seenAt(9, PACKING_HOUSE))).to.deep.equal([]);
  });

  it("is not concluded from a time that only names a day, nor from lots, which may be split", () => {
    const day = (gln: string) => at(0, gln, { epcList: [UNIT] });
    expect(findTravel(day(FIELD), day(DOCK))).to.deep.equal([]);
    const part = (hour: number, gln: string) => at(hour, gln, { quantityList: [lot(BULK, 5, "KGM")] });
    expect(findTravel(part(8, FIELD), part(9, DOCK))).to.deep.equal([]);
  });

  it("is not concluded where nobody has given coordinates", () => {
    const told = [
      { by: FARM, event: seenAt(8, FIELD) },
      { by: KITCHEN, event: seenAt(9, DOCK) },
    ];
    expect(findingsOf(statementsOf(told), NAMES).filter(({ rule }) => rule === "impossible-travel")).to.deep.equal([]);
  });
});

describe("great-circle distances", () => {
  const point = fc.record({
    latitude: fc.double({ min: -90, max: 90, noNaN: true }),
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  });

  it("are those that are known of known places", () => {
    const [berlin, newYork] = [
      { latitude: 52.52, longitude: 13.405 },
      { latitude: 40.7128, longitude: -74.006 },
    ];
    expect(greatCircleKm(berlin, newYork)).to.be.closeTo(6_385, 5);
    expect(greatCircleKm({ latitude: 90, longitude: 0 }, { latitude: -90, longitude: 77 })).to.be.closeTo(20_015, 1);
    expect(greatCircleKm({ latitude: 0, longitude: 179.5 }, { latitude: 0, longitude: -179.5 })).to.be.closeTo(111.2, 0.1);
  });

  it("are the same both ways, never a detour, and never more than half around the earth", () => {
    fc.assert(
      fc.property(point, point, point, (a, b, c) => {
        expect(greatCircleKm(a, b)).to.be.closeTo(greatCircleKm(b, a), 1e-6);
        expect(greatCircleKm(a, b)).to.be.within(0, 20_016);
        expect(greatCircleKm(a, c)).to.be.at.most(greatCircleKm(a, b) + greatCircleKm(b, c) + 1e-3);
      }),
    );
  });
});
