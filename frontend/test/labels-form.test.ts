import { expect } from "chai";
import { labelsRequest } from "@waybill/protocol/schemas/api/labels";
import { EMPTY_FORM, readForm, type LabelsForm } from "../src/features/labels/labels-form.ts";
import { EMPTY_LINK, readLinkForm, replacing } from "../src/features/links/link-form.ts";

const GTIN = "https://id.gs1.org/01/09506000134352";
const form = (change: Partial<LabelsForm>) => readForm({ ...EMPTY_FORM, ...change });
const NOW = new Date("2026-06-01T12:00:00Z");

describe("the form of labels", () => {
  it("asks for serials that count up with as many digits as the first was typed with", () => {
    const { body, firstLabel } = form({ identifier: "(01)09506000134352(10)A/1", prefix: "S", first: "0098", count: "3", skip: "5" });
    expect(labelsRequest.parse(body)).to.deep.include({
      range: { identifier: `${GTIN}/10/A%2F1`, ai: "21", prefix: "S", first: 98, count: 3, digits: 4 },
      skip: 5,
    });
    expect(firstLabel).to.equal(`${GTIN}/10/A%2F1/21/S0098`);
  });

  it("asks for copies, and for a list line by line", () => {
    expect(labelsRequest.parse(form({ source: "copies", identifier: "395060001343500003", count: "2" }).body).items).to.deep.equal(
      Array(2).fill("https://id.gs1.org/00/395060001343500003"),
    );
    const list = `${GTIN}/10/A/21/1\n\n (01)09506000134352(21)2 \n`;
    expect(labelsRequest.parse(form({ source: "list", list }).body).items).to.deep.equal([`${GTIN}/10/A/21/1`, `${GTIN}/21/2`]);
  });

  it("says which field, and which line, is wrong", () => {
    expect(form({ source: "list", list: `${GTIN}\nnothing` }).problems?.list).to.deep.equal({
      message: "labels.problem.line",
      values: { line: 2 },
    });
    expect(form({ identifier: "9506000134353" }).problems?.identifier?.values).to.deep.equal({ expected: "2" });
    expect(form({ identifier: "395060001343500003" }).problems?.identifier?.message).to.equal("labels.problem.goods");
    expect(form({ identifier: `${GTIN}/10/A`, ai: "10" }).problems?.identifier?.message).to.equal("labels.problem.has-lot");
    expect(
      Object.keys(form({ identifier: GTIN, count: "501", skip: "x", first: "a", prefix: "P".repeat(20) }).problems ?? {}),
    ).to.have.members(["count", "skip", "first", "prefix"]);
  });
});

describe("the form of a link", () => {
  it("makes a link from now on, with https where nothing else is said", () => {
    const { link } = readLinkForm(
      { ...EMPTY_LINK, identifier: "9506000134352", href: "brand.example/lettuce", title: "Product information" },
      NOW,
    );
    expect(link).to.deep.equal({
      identifier: GTIN,
      type: "pip",
      href: "https://brand.example/lettuce",
      title: "Product information",
      validBy: "calendar",
      from: NOW.getTime() / 1_000,
    });
  });

  it("replaces a link by one of the same identifier and type", () => {
    const id = `0x${"12".repeat(32)}`;
    const old = {
      id,
      identifier: GTIN,
      type: "pip",
      href: "https://brand.example/1",
      title: "One",
      language: "en",
      mediaType: null,
      validBy: "sale",
      from: "",
      until: null,
      account: `0x${"ab".repeat(20)}`,
      signed: true,
    };
    const start = replacing(old as Parameters<typeof replacing>[0]);
    const { link } = readLinkForm({ ...start, href: "https://brand.example/2" }, NOW);
    expect(link).to.deep.include({ identifier: GTIN, type: "pip", replaces: id, validBy: "sale", language: "en", title: "One" });
  });

  it("says which field is wrong", () => {
    const { problems } = readLinkForm(
      { ...EMPTY_LINK, identifier: "9506000134353", href: "http://brand.example", title: "One", language: "English" },
      NOW,
    );
    expect(Object.keys(problems ?? {})).to.have.members(["identifier", "href", "language"]);
    const successor = readLinkForm({ ...EMPTY_LINK, identifier: GTIN, type: "successor-version", href: "brand.example" }, NOW);
    expect(successor.problems?.href?.message).to.equal("identifier.unreadable");
  });
});
