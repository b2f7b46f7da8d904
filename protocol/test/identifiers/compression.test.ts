import { readFileSync } from "node:fs";
import { expect } from "chai";
import fc from "fast-check";
import { checkDigit } from "../../src/identifiers/check-digit.ts";
import { compressedPath, decompress, readCompressedPath } from "../../src/identifiers/compression/compress.ts";
import { parseDigitalLink } from "../../src/identifiers/digital-link.ts";
import { pathOfElements } from "../../src/identifiers/gs1-element-string.ts";

interface Vector {
  path: string;
  compressed: string;
}

const vectors = JSON.parse(readFileSync(new URL("compression-vectors.json", import.meta.url), "utf8")) as {
  links: Vector[];
  withAttributes: Vector[];
};
const linkAt = (path: string) => {
  const link = parseDigitalLink(`https://id.gs1.org${path}`);
  if (link === undefined) throw new Error(`${path} is no Digital Link`);
  return link;
};

describe("compressed Digital Links", () => {
  for (const { path, compressed } of vectors.links) {
    it(`are those of GS1's toolkit for ${path}, there and back`, () => {
      expect(compressedPath(linkAt(path))).to.equal(compressed);
      expect(readCompressedPath(compressed)?.url).to.equal(path);
    });
  }

  it("with dates and weights lead to the same goods, and keep those in the query", () => {
    for (const { path, compressed } of vectors.withAttributes) {
      const read = readCompressedPath(compressed);
      expect(read?.link.canonical, compressed).to.equal(linkAt(path).canonical);
      expect(read?.url, compressed).to.match(/\?(15|17)=261231$|\?3103=001500$/);
    }
  });

  it("keep zeros in front of numbers, and numbers that no floating-point number holds", () => {
    for (const path of [
      "/01/09506000134352/10/007/21/00",
      "/00/395060001343500003",
      "/8018/950600013435000004",
      "/8003/09506000134352S1",
      "/253/9506000134352DOC-1",
    ])
      expect(readCompressedPath(compressedPath(linkAt(path)) ?? "")?.url, path).to.equal(path);
  });

  it("may follow a key that is not compressed", () => {
    const lot = compressedPath({ key: { ai: "10", value: "LOT1" }, qualifiers: [{ ai: "21", value: "S1" }] }) ?? "";
    expect(readCompressedPath(`/01/09506000134352${lot}`)?.url).to.equal("/01/09506000134352/10/LOT1/21/S1");
  });

  it("survive compression and decompression, whatever lot and serial hold", () => {
    const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 13, maxLength: 13 });
    const characters = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFabcdefXYZ_xyz";
    const value = fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(digits, fc.option(value), fc.option(value), (gtin, lot, serial) => {
        const qualifiers = [...(lot === null ? [] : [{ ai: "10", value: lot }]), ...(serial === null ? [] : [{ ai: "21", value: serial }])];
        const link = linkAt(pathOfElements([{ ai: "01", value: gtin + checkDigit(gtin) }, ...qualifiers]));
        expect(readCompressedPath(compressedPath(link) ?? "")?.link).to.deep.equal(link);
      }),
    );
  });

  it("are never seen where somebody only named a page, and no text breaks them", () => {
    const pages = [
      "",
      "scan",
      "supplier",
      "anchors",
      "actors",
      "chain",
      "verify",
      "search",
      "readers",
      "favicon.svg",
      "robots.txt",
      "api",
      "epcis",
      "service-worker.js",
    ];
    for (const page of pages) expect(readCompressedPath(`/${page}`), page).to.equal(undefined);
    const text = fc.string({ unit: fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), maxLength: 60 });
    fc.assert(
      fc.property(text, (one) => {
        decompress(one);
        const read = readCompressedPath(`/${one}`);
        return read === undefined || read.url.startsWith("/");
      }),
    );
  });
});
