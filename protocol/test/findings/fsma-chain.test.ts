import { expect } from "chai";
import { readFileSync } from "node:fs";
import { findingsOf, type FindingStatement } from "../../src/findings/findings-of.ts";
import { bareEvents } from "../../src/hashing/event-hash/documents.ts";
import { eventHashOf } from "../../src/hashing/event-hash/event-hash.ts";
import { parseLossless } from "../../src/hashing/lossless-json.ts";
import { checkEpcis } from "../../src/schemas/epcis/validate-epcis.ts";
import type { Address, Hex32 } from "../../src/schemas/primitives.ts";
import { account, commitment } from "../support/case.ts";

interface Organisation {
  account: number;
  name: string;
  documents: string[];
  places: { gln: string; name: string }[];
  products: { gtin: string; name: string }[];
}

const DEMO = new URL("../../../scripts/demo/", import.meta.url);
const organisations = JSON.parse(readFileSync(new URL("organisations.json", DEMO), "utf8")) as Organisation[];
const documentOf = (name: string) => parseLossless(readFileSync(new URL(`documents/${name}`, DEMO), "utf8"));

/** What was invented so that the kitchen's goods come from somewhere; the oddities are those of the chain without it. */
const SUPPLIES = "kitchen-supplies.jsonld";
const statements: FindingStatement[] = [];
const supplies: FindingStatement[] = [];
/** `document#index` of each statement, by commitment. */
const names = new Map<Hex32, string>();
for (const organisation of organisations) {
  for (const document of organisation.documents) {
    bareEvents(documentOf(document)).forEach((event, index) => {
      const id = commitment(names.size);
      names.set(id, `${document.replace(/(-cte)?\.jsonld$/, "")}#${index}`);
      (document === SUPPLIES ? supplies : statements).push({
        commitment: id,
        eventHash: eventHashOf(event).eventHash,
        account: account(organisation.account),
        event,
      });
    });
  }
}
const each = <T>(list: (o: Organisation) => T[]) => organisations.flatMap((o) => list(o).map((item) => [o, item] as const));
const options = {
  parties: new Map<Address, string>(organisations.map(({ account: n, name }) => [account(n), name])),
  places: new Map(each(({ places }) => places).map(([o, { gln, name }]) => [gln, { name, owner: account(o.account) }])),
  products: new Map(each(({ products }) => products).map(([, { gtin, name }]) => [gtin, name])),
};

/** Every oddity of the documents, found by reading them: rule, the statements that show it, and the facts it must name. */
const EXPECTED: [severity: string, rule: string, told: string[], facts: string[]][] = [
  // Two documents carry the event ID urn:uuid:4898…, one for 250 lb into 25 cases, one for 25,000 lb into 500.
  ["contradiction", "same-event-id", ["shipping#0", "receiving#0"], ["Indian River Packing", "Lakeshore Salad Kitchen"]],
  // The packing run is told a third time, with 500 cases and ten hours later.
  [
    "contradiction",
    "conflicting-transformations",
    ["shipping#0", "receiving#0", "initial-packing#4"],
    ["3 different accounts", "25 cases", "500 cases", "10:26"],
  ],
  // 25 + 25 cases of two lots were packed; 500 of one were found.
  [
    "contradiction",
    "contents-differ",
    ["shipping#1", "receiving#1"],
    ["found 500 cases", "25 cases of lot ABC1234", "25 cases of lot ABC5678"],
  ],
  // 25,000 lb and 250 lb of a harvest of 25,000 lb.
  ["contradiction", "consumed-more-than-existed", ["harvest#0", "shipping#0", "initial-packing#4"], ["25,250 lb", "only 25,000 lb"]],
  // The cold store had the lot a day before its harvest.
  [
    "contradiction",
    "before-origin",
    ["cooling#0", "cooling#1", "harvest#0", "initial-packing#0"],
    ["April 16, 2026 at 09:26 AM", "April 17, 2026 at 09:26 AM"],
  ],
  // The salad was made at midnight, from lettuce that came in at 08:45.
  [
    "contradiction",
    "used-before-received",
    ["transformation#0", "receiving#1"],
    ["April 20, 2026 at 12:00 AM", "April 20, 2026 at 08:45 AM"],
  ],
  // The whole lot left the cold store at 10:26 and the field at 11:26, both for the packing house.
  ["contradiction", "departed-twice", ["cooling#2", "harvest#1", "initial-packing#1"], ["Cold store, Okeechobee", "Field 7, Belle Glade"]],
  // The farm shipped to the packing house; nobody shipped to the cold store.
  ["gap", "arrived-without-shipment", ["cooling#0", "cooling#1", "cooling#2"], ["Cold store, Okeechobee"]],
  // The pallet went to Chicago; the salad was made in Detroit.
  ["gap", "arrived-without-shipment", ["transformation#0"], ["Kitchen, Detroit"]],
  // The second lot on the pallet, and the carrots in the salad, have no beginning.
  ["gap", "unknown-origin", ["shipping#1"], ["ABC5678"]],
  ["gap", "unknown-origin", ["transformation#0"], ["DEF2345", "Shredded carrots"]],
  // The second lot on the pallet is never heard of again.
  ["gap", "lost-track", ["shipping#1", "receiving#1"], ["ABC5678"]],
  // Farm and packing house both report the harvest; only one names the production order.
  ["notice", "origin-told-twice", ["harvest#0", "initial-packing#0"], ["agree"]],
  ["notice", "balance-unknown", ["shipping#0", "receiving#0", "initial-packing#4"], ["lb and cases"]],
  // 2,000 cases of salad from 150 cases of ingredients: a case has no fixed size.
  ["notice", "balance-unknown", ["transformation#0"], ["SALAD-20260420-A"]],
  // Florida is on -04:00 in April; the cold store states -05:00.
  ["notice", "time-zone-mismatch", ["cooling#0", "cooling#1", "cooling#2"], ["Okee Cooling", "-04:00", "-05:00"]],
  [
    "notice",
    "reported-by-another",
    ["initial-packing#0", "initial-packing#1"],
    ["Indian River Packing reports 2 events", "Glades Row Farms"],
  ],
  ["notice", "reported-by-another", ["receiving#0"], ["Lakeshore Salad Kitchen reports an event", "Indian River Packing"]],
  // The swordfish has nothing to do with the lettuce.
  ["notice", "not-connected", ["first-land-based-receiver#0"], ["SWF-2026-0223"]],
  // Nor has the lot that went by rail, which is there to be claimed.
  ["notice", "not-connected", ["rail-shipment#0", "rail-shipment#1", "rail-receipt#0"], ["RAIL-0502"]],
  // The farm's shipment stands word for word in the packing house's document too.
  ["notice", "corroborated", ["harvest#1", "initial-packing#1"], ["Glades Row Farms and Indian River Packing"]],
];

describe("findings: the lettuce chain", () => {
  const findings = findingsOf(statements, options);

  it("has seven documents with 17 events and two more with three, all of them valid", () => {
    expect(statements).to.have.length(20);
    for (const [, name] of each(({ documents }) => documents)) expect(checkEpcis(documentOf(name)), name).to.deep.equal([]);
  });

  it("shows exactly the oddities that reading it by hand shows, gravest first", () => {
    const found = findings.map(({ severity, rule, commitments }) => [severity, rule, commitments.map((id) => names.get(id))]);
    expect(found).to.deep.equal(EXPECTED.map(([severity, rule, told]) => [severity, rule, told]));
  });

  for (const [index, [, rule, told, facts]] of EXPECTED.entries()) {
    it(`${rule} (${told.join(", ")}) names ${facts.join(", ")}`, () => {
      for (const fact of facts) expect(findings[index]?.message).to.contain(fact);
    });
  }

  it("has two gaps less with what supplies the kitchen, and not one oddity more", () => {
    const rulesOf = (of: typeof findings) => of.map(({ rule, commitments }) => `${rule} ${commitments.map((id) => names.get(id))}`);
    const now = rulesOf(findingsOf([...statements, ...supplies], options));
    const before = rulesOf(findings);
    expect([before.filter((one) => !now.includes(one)), now.filter((one) => !before.includes(one))]).to.deep.equal([
      ["arrived-without-shipment transformation#0", "unknown-origin transformation#0"],
      [],
    ]);
  });

  it("speaks a language without technical words", () => {
    for (const { message } of findings) expect(message).not.to.match(/GTIN|GLN|SSCC|EPC|event ID|undefined|null|0x|https?:|\bsubject\b/);
  });
});
