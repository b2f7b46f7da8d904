import { expect } from "chai";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { canonicalJson } from "../../src/hashing/canonical-json.ts";
import { countFields, fieldsOf, fieldsRootOf, proveFields, rootFromField } from "../../src/hashing/field-tree.ts";
import { type JsonObject, parseLosslessObject } from "../../src/hashing/lossless-json.ts";
import type { Hex32 } from "../../src/schemas/primitives.ts";

const SALT = `0x${"5a".repeat(32)}` as Hex32;
const OTHER_SALT = `0x${"5b".repeat(32)}` as Hex32;
const all = () => true;

const sha256 = (...parts: (Buffer | string)[]) =>
  createHash("sha256")
    .update(Buffer.concat(parts.map((part) => Buffer.from(part))))
    .digest();

/** The tree as RFC 6962 section 2.1 defines it, word for word. */
function rfc6962(leaves: Buffer[]): Buffer {
  if (leaves.length === 1) return leaves[0] as Buffer;
  const half = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  return sha256("\x01", rfc6962(leaves.slice(0, half)), rfc6962(leaves.slice(half)));
}

const json = fc.dictionary(fc.string({ maxLength: 6 }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 6 }).map((value) => {
  return parseLosslessObject(JSON.stringify(value));
});

describe("tree of fields", () => {
  it("counts its fields without building it", () => {
    fc.assert(fc.property(json, (event) => countFields(event) === fieldsOf(event).length));
  });

  it("has a leaf for every value that holds no other, empty lists and objects among them, in the order of pointers", () => {
    const event = parseLosslessObject('{"b":[1.50,{"c~d/e":null}],"a":{"x":true},"empty":[],"none":{},"A":"z"}');
    expect(fieldsOf(event).map(({ pointer, value }) => `${pointer} ${canonicalJson(value)}`)).to.deep.equal([
      '/A "z"',
      "/a/x true",
      "/b/0 1.5",
      "/b/1/c~0d~1e null",
      "/empty []",
      "/none {}",
    ]);
  });

  it("is the tree of RFC 6962 over SHA-256", () => {
    const event = parseLosslessObject('{"a":"é","b":[1,2,{"c":[]}],"d":false}');
    const head = { pointer: "", value: { declaresError: false, fields: 5 } };
    const leaves = [head, ...fieldsOf(event)].map(({ pointer, value }) => {
      const fieldSalt = sha256("waybill.field-salt.v1", Buffer.from(SALT.slice(2), "hex"), pointer);
      return sha256("\x00", fieldSalt, canonicalJson([pointer, value]));
    });
    expect(leaves).to.have.length(6);
    expect(fieldsRootOf(event, SALT)).to.equal(`0x${rfc6962(leaves).toString("hex")}`);
  });

  it("proves every field of any event, each alone", () => {
    fc.assert(
      fc.property(json, (event) => {
        const root = fieldsRootOf(event, SALT);
        const proofs = proveFields(event, SALT, all);
        expect(proofs.map(({ pointer }) => pointer)).to.deep.equal(["", ...fieldsOf(event).map(({ pointer }) => pointer)]);
        for (const proof of proofs) expect(rootFromField(proof)).to.equal(root);
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  it("leads nowhere with another value, another place, another salt or another path", () => {
    const event: JsonObject = { a: "1", b: "2", c: "3" };
    const root = fieldsRootOf(event, SALT);
    const [, proof, next] = proveFields(event, SALT, all);
    if (proof === undefined || next === undefined) throw new Error("three fields have proofs");
    const changed = [
      { ...proof, value: "2" },
      { ...proof, value: 1 },
      { ...proof, pointer: "/b" },
      { ...proof, fieldSalt: next.fieldSalt },
      { ...proof, inclusion: next.inclusion },
      { ...proof, inclusion: { ...proof.inclusion, index: 3 } },
      { ...proof, inclusion: { ...proof.inclusion, path: [] } },
    ];
    for (const wrong of changed) expect(rootFromField(wrong), JSON.stringify(wrong)).to.not.equal(root);
  });

  it("takes two spellings of one number for one value, and changes with any other change", () => {
    const root = fieldsRootOf(parseLosslessObject('{"a":1.0,"b":"x"}'), SALT);
    expect(fieldsRootOf(parseLosslessObject('{"b":"x","a":1}'), SALT)).to.equal(root);
    for (const text of ['{"a":"1","b":"x"}', '{"a":1,"b":"X"}', '{"a":1}', '{"a":[1],"b":"x"}', '{"a":1,"b":"x","c":[]}'])
      expect(fieldsRootOf(parseLosslessObject(text), SALT), text).to.not.equal(root);
    expect(fieldsRootOf(parseLosslessObject('{"a":1,"b":"x"}'), OTHER_SALT)).to.not.equal(root);
  });

  it("begins with a head that says how many fields there are, and whether the event declares an error", () => {
    const heads: JsonObject[] = [
      { a: "1" },
      { a: "1", errorDeclaration: null },
      { a: "1", errorDeclaration: { reason: "x", declarationTime: "y" } },
    ];
    const values = heads.map((event) => proveFields(event, SALT, () => false)).map(([head]) => canonicalJson(head?.value ?? null));
    expect(values).to.deep.equal([
      '{"declaresError":false,"fields":1}',
      '{"declaresError":false,"fields":2}',
      '{"declaresError":true,"fields":3}',
    ]);
  });

  it("gives each field a salt that depends on its place and the statement's salt", () => {
    const salts = [SALT, OTHER_SALT].flatMap((salt) => proveFields({ a: "1", b: "1" }, salt, all).map(({ fieldSalt }) => fieldSalt));
    expect(new Set(salts).size).to.equal(6);
  });
});
