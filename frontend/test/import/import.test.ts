import { bareEvents } from "@waybill/protocol/hashing/event-hash/documents";
import { parseLosslessObject, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { signedCapture } from "@waybill/protocol/schemas/api/traceability";
import { checkEpcis } from "@waybill/protocol/schemas/epcis/validate-epcis";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { TEMPLATES } from "@waybill/protocol/templates/templates";
import { bulkDigestOf } from "@waybill/protocol/typed-data/bulk-statement";
import { hashStatement } from "@waybill/protocol/typed-data/prepare-statement";
import { expect } from "chai";
import { recoverAddress } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { HAPPENING_IDS } from "../../src/features/compose/model/happenings.ts";
import { checkRows, type CheckedRow } from "../../src/features/compose/import/model/check-rows.ts";
import { columnsFor, guessMapping, type ImportSubject } from "../../src/features/compose/import/model/columns.ts";
import { exampleFile } from "../../src/features/compose/import/model/example-file.ts";
import { PARCEL_SIZE, parcelBody, parcelOf, parcelsFor } from "../../src/features/compose/import/model/parcels.ts";
import { MAX_ROWS, readRows, type Rows } from "../../src/features/compose/import/model/read-file.ts";

const SHIPPED: ImportSubject = { happening: "shipped", template: null };
const NOW = new Date("2026-11-21T10:00:00Z");
const KEY = `0x${"7".repeat(64)}` as const;

function rowsOf(text: string): Rows {
  const rows = readRows(text);
  if (typeof rows === "string") throw new Error(rows);
  return rows;
}

async function check(text: string, subject = SHIPPED, signed: ReadonlySet<string> = new Set()): Promise<CheckedRow[]> {
  const { heads, rows } = rowsOf(text);
  const mapping = guessMapping(columnsFor(subject), heads);
  const context = { subject, mapping, offset: "-04:00", gln: "0860009999992", now: NOW, signed };
  return checkRows(rows, context, { onProgress: () => undefined, signal: new AbortController().signal });
}

describe("reading a file of events", () => {
  it("takes commas, semicolons and tabs, a byte order mark, quotes and empty lines", () => {
    for (const separator of [",", ";", "\t"]) {
      const text = `\uFEFFgtin${separator}lot\r\n\r\n"1"${separator}"a""b${separator}"\r\n`;
      expect(rowsOf(text)).to.deep.equal({ heads: ["gtin", "lot"], rows: [{ gtin: "1", lot: `a"b${separator}` }] });
    }
  });

  it("takes a JSON list of flat objects, with numbers as they were written", () => {
    expect(rowsOf('[{"gtin":"1","quantity":1.50},{"lot":"L"}]').rows).to.deep.equal([
      { gtin: "1", quantity: "1.50", lot: "" },
      { gtin: "", quantity: "", lot: "L" },
    ]);
  });

  it("says what is wrong with a file as a whole", () => {
    expect(readRows("")).to.equal("empty");
    expect(readRows("gtin,lot")).to.equal("empty");
    expect(readRows("a,a\n1,2")).to.equal("twice");
    expect(readRows('a,b\n"1,2')).to.equal("not-csv");
    expect(readRows('{"a":1}')).to.equal("not-json");
    expect(readRows('[{"a":{"b":1}}]')).to.equal("not-json");
    expect(readRows(`a\n${"1\n".repeat(MAX_ROWS + 1)}`)).to.equal("too-many-rows");
    expect(readRows("x".repeat(17 * 1024 * 1024))).to.equal("too-large");
  });

  it("takes back the apostrophe with which our own files guard a number from a spreadsheet", () => {
    expect(rowsOf("temperature\n'-18\n").rows[0]).to.deep.equal({ temperature: "-18" });
  });
});

describe("rows of a file as events", () => {
  it("are guessed by common headings, none of which is used twice", async () => {
    const [row] = await check(
      "Batch Number,GTIN,Qty,Unit,Ship From,Ship To,Date\nL-1,10860009999920,25,lbs,0860009999992,0860009998018,2026-04-17 09:30",
    );
    expect(row?.problems).to.deep.equal([]);
    expect(row?.event).to.deep.include({ bizStep: "shipping", eventTime: "2026-04-17T09:30:00-04:00" });
    expect(JSON.stringify(row?.event?.quantityList)).to.include('"uom":"LBR"');
    expect(row?.event?.destinationList).to.deep.equal([{ type: "location", destination: "https://id.gs1.org/414/0860009998018" }]);
  });

  it("name every error by its row and column, and give no event until they are solved", async () => {
    const rows = await check(
      [
        "product,lot,quantity,uom,place,time",
        "10860009999920,,-1,parsec,0860009999992,yesterday",
        "10860009999921,L,1,CS,123,2026-04-17",
        "10860009999920,L,1,CS,,",
      ].join("\n"),
    );
    expect(rows.map(({ event }) => event)).to.deep.equal([null, null, null]);
    expect(rows[0]?.line).to.equal(2);
    expect(rows[0]?.problems.map(({ column }) => column)).to.have.members(["lot", "time"]);
    expect(rows[1]?.problems).to.deep.equal([
      { column: "product", message: "identifier.check-digit", values: { expected: "0" } },
      { column: "place", message: "import.problem.place" },
    ]);
    expect(rows[2]?.problems).to.have.deep.members([
      { column: "time", message: "import.problem.time-empty" },
      { column: "place", message: "import.problem.place-empty" },
    ]);
    const [units] = await check("product,lot,quantity,uom,place,time\n10860009999920,L,-1,parsec,0860009999992,2026-04-17");
    expect(units?.problems.map(({ column }) => column)).to.have.members(["uom", "quantity"]);
  });

  it("that say the same as an earlier row, or were signed here before, are told and left out", async () => {
    const text =
      "product,lot,place,time\n10860009999920,L,0860009999992,2026-04-17T00:00Z\n10860009999920,L,0860009999992,2026-04-17T00:00Z\n";
    const rows = await check(text);
    expect(rows.map(({ sameAs }) => sameAs)).to.deep.equal([null, 2]);
    expect((await check(text, SHIPPED, new Set([rows[0]?.eventHash ?? ""])))[0]?.sameAs).to.equal("before");
  });

  for (const subject of [
    ...HAPPENING_IDS.map((happening): ImportSubject => ({ happening, template: null })),
    ...TEMPLATES.map(({ id, happening }): ImportSubject => ({ happening, template: id })),
  ]) {
    it(`of the example file for ${subject.template ?? subject.happening} pass every check and are valid EPCIS`, async () => {
      const rows = await check(exampleFile(subject), subject);
      expect(rows.flatMap(({ problems }) => problems)).to.deep.equal([]);
      expect(rows.map(({ sameAs }) => sameAs)).to.deep.equal([null, null]);
      for (const { event } of rows) expect(checkEpcis(event)).to.deep.equal([]);
    });
  }
});

describe("events signed together", () => {
  const account = privateKeyToAccount(KEY);
  const chain = { chainId: 31_337, supplyChain: "0x5FbDB2315678afecb367f032d93F642f64180aa3" as Address };
  let salts = 0;
  const parameters = {
    account: account.address as Address,
    chain,
    newSalt: () => `0x${String((salts += 1)).padStart(64, "0")}` as Hex32,
    now: NOW,
  };

  it("need one signature for five hundred", () => {
    expect([1, PARCEL_SIZE, PARCEL_SIZE + 1, MAX_ROWS].map(parcelsFor)).to.deep.equal([1, 1, 2, 20]);
  });

  for (const template of ["fsma204-shipping", null]) {
    it(`are one document of the very events that were signed, each provable by its own place: ${template ?? "no template"}`, async () => {
      const subject: ImportSubject = { happening: "shipped", template };
      const rows = await check(exampleFile(subject), subject);
      const parcel = parcelOf(
        rows.map(({ event }) => event as JsonObject),
        parameters,
      );
      const signature = await account.signTypedData(parcel.typedData as never);
      const body = parseLosslessObject(parcelBody(parcel, signature));
      const { signatures } = signedCapture.parse(JSON.parse(parcelBody(parcel, signature)));
      expect(checkEpcis(body.document as JsonObject)).to.deep.equal([]);
      const events = bareEvents(body.document as JsonObject);
      expect(events).to.have.length(signatures.length);
      for (const [index, event] of events.entries()) {
        const { salt, bulk } = signatures[index] ?? {};
        const hash = bulkDigestOf(chain, hashStatement(event, salt as Hex32), bulk as never) as Hex32;
        expect(await recoverAddress({ hash, signature })).to.equal(account.address);
      }
    });
  }
});
