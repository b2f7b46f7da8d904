import { expect } from "chai";
import { at, BULK, DOCK, FARM, FIELD, findBy, HARVEST, KITCHEN, lot, PACKER, toldBy } from "../support/case.ts";
import { CLEAN, found, packed, sent } from "../support/told.ts";

describe("findings: notices", () => {
  it("a time written with one zone and stated with another", () => {
    const odd = { by: FARM, event: { ...sent.event, eventTimeZoneOffset: "-05:00" } };
    expect(findBy("time-zone-mismatch", [odd])[0]?.message).to.equal(
      "Farm wrote a time with the time zone -04:00 but gave the zone as -05:00: the local time may be off.",
    );
    const utc = { by: FARM, event: { ...sent.event, eventTime: "2026-04-17T13:00:00Z" } };
    expect(findBy("time-zone-mismatch", [sent, utc])).to.have.length(0);
  });

  it("an organisation that speaks about a place of another", () => {
    expect(findBy("reported-by-another", [{ by: PACKER, event: HARVEST.event }])[0]?.message).to.equal(
      "Packer reports an event at the field, which belongs to Farm.",
    );
    expect(findBy("reported-by-another", CLEAN)).to.have.length(0);
  });

  it("goods that nothing connects with the others", () => {
    const fish = {
      by: KITCHEN,
      event: at(9, DOCK, { action: "ADD", quantityList: [lot("https://id.gs1.org/01/00860009997004/10/F", 1, "KGM")] }),
    };
    expect(toldBy("not-connected", [...CLEAN, fish])).to.deep.equal([[7]]);
  });

  it("one event that two organisations report, which counts once", () => {
    const twice = [HARVEST, sent, { by: PACKER, event: sent.event }];
    expect(findBy("corroborated", twice)[0]?.message).to.equal(
      "Farm and Packer report the same event of April 17, 2026 at 09:00 AM UTC−04:00 at the field.",
    );
    expect(findBy("departed-twice", twice)).to.have.length(0);
    expect(findBy("corroborated", [sent, sent]), "the same one twice").to.have.length(0);
  });

  it("two origins that agree", () => {
    const other = { by: PACKER, event: at(8, FIELD, { action: "ADD", quantityList: [lot(BULK, 100, "KGM")] }) };
    expect(findBy("origin-told-twice", [HARVEST, other])[0]).to.include({ severity: "notice" });
  });

  it("a report that was taken back, which then counts for nothing else", () => {
    const errorDeclaration = { declarationTime: "2026-04-18T00:00:00Z", reason: "did_not_occur" };
    const wrong = found(18, 500);
    const back = { by: KITCHEN, event: { ...wrong.event, errorDeclaration } };
    expect(findBy("contents-differ", [packed(14, 50), wrong, back])).to.have.length(0);
    expect(findBy("declared-in-error", [packed(14, 50), wrong, back])[0]?.message).to.contain("Kitchen has taken back its report");
    expect(findBy("disputed", [packed(14, 50), wrong, back])).to.deep.equal([]);
  });

  it("a report that another disputes, which goes on counting", () => {
    const errorDeclaration = { declarationTime: "2026-04-18T00:00:00Z", reason: "did_not_occur" };
    const wrong = found(18, 500);
    const all = [packed(14, 50), wrong, { by: FARM, event: { ...wrong.event, errorDeclaration } }];
    expect(findBy("contents-differ", all), "nobody takes back for others").to.have.length(1);
    expect(findBy("declared-in-error", all)).to.deep.equal([]);
    const [dispute, ...more] = findBy("disputed", all);
    expect([dispute?.severity, more.length]).to.deep.equal(["notice", 0]);
    expect(dispute?.message).to.match(/^Farm disputes the report of /);
  });
});
