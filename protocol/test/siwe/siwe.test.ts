import { readFileSync } from "node:fs";
import { expect } from "chai";
import fc from "fast-check";
import { hashMessage } from "viem";
import { privateKeyToAddress } from "viem/accounts";
import { createSiweMessage, parseSiweMessage as parseWithViem } from "viem/siwe";
import type { Address, Hex32 } from "../../src/schemas/primitives.ts";
import { readDateTime } from "../../src/siwe/date-time.ts";
import { parseSiweMessage } from "../../src/siwe/parse-siwe-message.ts";
import { formatSiweMessage, type SiweMessage } from "../../src/siwe/siwe-message.ts";
import { isAuthority, isUri } from "../../src/siwe/uri.ts";
import { checkKeySignature } from "../../src/verify/account-signature.ts";

const vectors = <Case>(name: string) =>
  Object.entries(JSON.parse(readFileSync(new URL(`../../vectors/siwe/${name}.json`, import.meta.url), "utf8")) as Record<string, Case>);

const hexKey = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => `0x01${Buffer.from(bytes).toString("hex").slice(2)}` as const);
const time = fc.date({ min: new Date(0), max: new Date("2999-01-01"), noInvalidDate: true }).map((date) => date.toISOString());
const optional = { statement: fc.stringMatching(/^[a-zA-Z ,.:/]{1,40}$/), expirationTime: time, notBefore: time };
const message: fc.Arbitrary<SiweMessage> = fc.record(
  {
    ...{ scheme: fc.constantFrom("https", "http"), domain: fc.constantFrom("example.com", "localhost:3000", "[::1]:80", "a@b.c:1") },
    ...{ address: hexKey.map((key) => privateKeyToAddress(key) as Address), uri: fc.webUrl(), version: fc.constant("1" as const) },
    ...{ chainId: fc.nat(), nonce: fc.stringMatching(/^[A-Za-z0-9]{8,40}$/), issuedAt: time, ...optional },
    ...{ requestId: fc.stringMatching(/^[a-z0-9@:]{0,9}$/), resources: fc.array(fc.webUrl(), { maxLength: 3 }) },
  },
  { requiredKeys: ["domain", "address", "uri", "version", "chainId", "nonce", "issuedAt"] },
);

describe("messages to sign in with (EIP-4361)", () => {
  for (const [name, { message: text, fields }] of vectors<{ message: string; fields: Record<string, unknown> }>("parsing_positive"))
    it(`are read: ${name}`, () => {
      const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
      expect(parseSiweMessage(text)).to.deep.equal({ valid: true, message: given });
      expect(formatSiweMessage(given as unknown as SiweMessage)).to.equal(text);
    });

  for (const [name, text] of vectors<string>("parsing_negative"))
    it(`are refused: ${name}`, () => {
      const reading = parseSiweMessage(text);
      expect(reading.valid).to.equal(false);
      expect(reading).to.have.property("reason").that.is.a("string").and.not.equal("");
    });

  for (const [name, { signature, time: _, ...fields }] of vectors<SiweMessage & { signature: `0x${string}`; time?: string }>(
    "verification_positive",
  ))
    it(`are signed by their account: ${name}`, async () => {
      const digest = hashMessage(formatSiweMessage(fields)) as Hex32;
      // The rule knows 27 and 28 alone; one vector writes them as 0 and 1.
      const usual = signature.replace(/0([01])$/, (_, parity) => (parity === "0" ? "1b" : "1c")) as `0x${string}`;
      expect(await checkKeySignature({ account: fields.address, digest, signature: usual })).to.deep.equal({ valid: true, by: "key" });
    });

  it("come back as they were written, and as another library writes and reads them", () => {
    fc.assert(
      fc.property(message, (given) => {
        const text = formatSiweMessage(given);
        expect(parseSiweMessage(text)).to.deep.equal({ valid: true, message: given });
        // What the other library does not write: other domains, empty parts, a message without a statement.
        if (given.scheme !== undefined || /[@[]/.test(given.domain) || given.statement === undefined) return;
        if (given.resources?.length === 0 || given.requestId === "") return;
        const dates = { issuedAt: new Date(given.issuedAt), expirationTime: undefined, notBefore: undefined };
        const plain = { ...given, expirationTime: undefined, notBefore: undefined };
        expect(createSiweMessage({ ...given, ...dates } as Parameters<typeof createSiweMessage>[0])).to.equal(
          formatSiweMessage(plain as never),
        );
        expect(parseWithViem(text).nonce).to.equal(given.nonce);
      }),
    );
  });

  it("are refused after any line is left out, doubled or swapped with the next", () => {
    fc.assert(
      fc.property(message, fc.nat(), (given, at) => {
        const lines = formatSiweMessage({ ...given, statement: "Yes", resources: undefined } as unknown as SiweMessage).split("\n");
        const line = at % Math.min(lines.length - 1, 10);
        const [a = "", b = ""] = lines.slice(line);
        for (const changed of [lines.toSpliced(line, 1, a, a), lines.toSpliced(line, 2, b, a)])
          if (changed.join("\n") !== lines.join("\n"))
            expect(parseSiweMessage(changed.join("\n")).valid, changed.join("\n")).to.equal(false);
        // Without its statement it is another message, and as good.
        if (line !== 3) expect(parseSiweMessage(lines.toSpliced(line, 1).join("\n")).valid).to.equal(false);
      }),
    );
  });

  it("are refused for carriage returns, blanks at an end and bytes after the last line", () => {
    const text = formatSiweMessage({
      ...{
        domain: "example.com",
        address: privateKeyToAddress(`0x${"11".repeat(32)}`) as Address,
        statement: "Yes",
        uri: "https://example.com",
      },
      ...{ version: "1", chainId: 1, nonce: "12345678", issuedAt: "2026-01-01T00:00:00Z" },
    });
    expect(parseSiweMessage(text).valid).to.equal(true);
    for (const wrong of [text.replaceAll("\n", "\r\n"), `${text}\n`, `${text} `, ` ${text}`, text.replace("Yes", 'Y"es'), "", "\n"])
      expect(parseSiweMessage(wrong).valid, JSON.stringify(wrong)).to.equal(false);
  });
});

describe("addresses and times in messages", () => {
  it("follow RFC 3986", () => {
    for (const uri of [
      "https://[1:2:3:4:5:6:7:8]/",
      "urn:a:b",
      "ipfs://Qm",
      "https://[::ffff:1.2.3.4]:1/a%20b?c#d",
      "a:",
      "https://h/;x=1/../y",
    ])
      expect(isUri(uri), uri).to.equal(true);
    for (const uri of ["", ":x", "1a:b", "https://[1:2:3]/", "https://[::1::2]/", "https://a b", "https://a/%2", "https://[::g]/", "//a/b"])
      expect(isUri(uri), uri).to.equal(false);
    for (const authority of ["a", "a:1", "u:p@a", "[::]", "[v1.x]:2", "1.2.3.4", "a%20b"])
      expect(isAuthority(authority), authority).to.equal(true);
    for (const authority of ["", ":1", "u@", "u@:1", "a/b", "a:b", "[1]", "a#b"]) expect(isAuthority(authority), authority).to.equal(false);
  });

  it("follow RFC 3339", () => {
    expect(readDateTime("2024-02-29t23:59:60.5+01:30")).to.equal(Date.parse("2024-02-29T22:30:00.500Z"));
    expect(readDateTime("0001-01-01T00:00:00Z")).to.equal(Date.parse("0001-01-01T00:00:00Z"));
    for (const wrong of [
      ...["2023-02-29T00:00:00Z", "2024-13-01T00:00:00Z", "2024-00-01T00:00:00Z", "2024-01-01T24:00:00Z", "2024-01-01T00:00:00"],
      ...["2024-01-01 00:00:00Z", "2024-1-01T00:00:00Z", "2024-01-01T00:00Z", "2024-01-01T00:00:00.Z", "2024-01-01T00:00:00+25:00"],
    ])
      expect(readDateTime(wrong), wrong).to.equal(undefined);
  });
});
