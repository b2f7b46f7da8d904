import { readFileSync } from "node:fs";
import { expect } from "chai";
import fc from "fast-check";
import { base32, codeAt, readCode, stepOf } from "../../src/modules/identity/second-factor/totp.ts";

interface Vector {
  counter?: number;
  unixTime?: number;
  digits: number;
  algorithm: "SHA1" | "SHA256" | "SHA512";
  secretBase32: string;
  code: string;
}
const { hotp, totp } = JSON.parse(readFileSync(new URL("../fixtures/rfc4226-rfc6238.json", import.meta.url), "utf8")) as {
  hotp: Vector[];
  totp: Vector[];
};

/** The other way round, to read the vectors' secrets. */
function fromBase32(text: string): Buffer {
  const bits = [...text.replaceAll("=", "")].map((letter) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
  );
  return Buffer.from((bits.join("").match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}

describe("codes of authenticator apps", () => {
  it("are those of RFC 4226 and RFC 6238", () => {
    expect([hotp.length, totp.length]).to.deep.equal([10, 18]);
    for (const { counter, unixTime, digits, algorithm, secretBase32, code } of [...hotp, ...totp]) {
      const secret = fromBase32(secretBase32);
      expect(base32(secret)).to.equal(secretBase32.replaceAll("=", ""));
      const step = counter ?? stepOf(new Date((unixTime ?? 0) * 1000));
      expect(codeAt(secret, step, { digits, algorithm: algorithm.toLowerCase() as "sha1" }), `${algorithm} ${step}`).to.equal(code);
    }
  });

  it("count for the step of the clock alone, are told from those of the step before, and never count for a step that was used, or one before it", () => {
    const secret = Buffer.from("12345678901234567890");
    const now = new Date("2026-06-01T10:00:00Z");
    const here = stepOf(now);
    fc.assert(
      fc.property(fc.integer({ min: -4, max: 4 }), fc.option(fc.integer({ min: -4, max: 4 })), (away, used) => {
        const isNew = used === null || away > used;
        const found = readCode(secret, codeAt(secret, here + away), now, used === null ? null : here + used);
        expect(found).to.deep.equal(isNew && away === 0 ? { step: here } : isNew && away === -1 ? "expired" : "wrong");
      }),
    );
  });

  it("are six digits and nothing else", () => {
    const secret = Buffer.from("12345678901234567890");
    for (const wrong of ["", "12345", "1234567", "12345a", "１２３４５６", " 123456"])
      expect(readCode(secret, wrong, new Date(0), null), wrong).to.equal("wrong");
  });
});
