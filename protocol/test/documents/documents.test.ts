import { unixfs } from "@helia/unixfs";
import { expect } from "chai";
import fc from "fast-check";
import { MemoryBlockstore } from "blockstore-core";
import { base32Of, bytesOfBase32 } from "../../src/documents/base32.ts";
import { CHUNK_BYTES, contentIdOf, parseContentId } from "../../src/documents/content-id.ts";
import { documentLinksOf, isDocument, parseDocumentLink } from "../../src/documents/document-link.ts";
import { joinSealed, splitSealed } from "../../src/documents/sealed-document.ts";

const HELLO = new TextEncoder().encode("hello");
const HELLO_CID = "bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq";
const HELLO_SHA256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

describe("documents", () => {
  it("have the content id that IPFS gives to the same raw block", () => {
    expect(contentIdOf(HELLO)).to.equal(HELLO_CID);
  });

  it("have the content id that Helia gives them, whatever their size", async () => {
    const helia = unixfs({ blockstore: new MemoryBlockstore() });
    for (const size of [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES, 10 * CHUNK_BYTES - 7]) {
      const file = new Uint8Array(size).map((_, index) => (index * 31 + size) % 251);
      expect(contentIdOf(file), `${size} bytes`).to.equal((await helia.addBytes(file)).toString());
    }
  });

  it("know no other kind of content id", () => {
    expect(parseContentId(HELLO_CID)?.codec).to.equal("raw");
    expect(parseContentId("bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi")?.codec).to.equal("dag-pb");
    for (const id of [
      "",
      "hello",
      "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG",
      `${HELLO_CID}a`,
      HELLO_CID.toUpperCase(),
      "../../etc/passwd",
    ])
      expect(parseContentId(id), id).to.equal(undefined);
  });

  it("have one spelling in base32", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => void expect(bytesOfBase32(base32Of(bytes))).to.deep.equal(bytes)));
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z2-7]{0,40}$/), (text) => {
        const bytes = bytesOfBase32(text);
        if (bytes !== undefined) expect(base32Of(bytes)).to.equal(text);
      }),
    );
  });

  it("are linked by content id, or by SHA-256 in hex or base64url", () => {
    const base64url = Buffer.from(HELLO_SHA256, "hex").toString("base64url");
    for (const text of [`ipfs://${HELLO_CID}`, `ni:///sha-256;${HELLO_SHA256}`, `ni:///sha-256;${base64url}`]) {
      const link = parseDocumentLink(text);
      expect(link && isDocument(link, HELLO), text).to.equal(true);
      expect(link && isDocument(link, HELLO.subarray(1)), text).to.equal(false);
    }
  });

  it("are not linked by an event's own hash, by a path, or by a place", () => {
    for (const text of [
      `ni:///sha-256;${HELLO_SHA256}?ver=CBV2.0`,
      `ipfs://${HELLO_CID}/a.pdf`,
      "https://example.org/a.pdf",
      "ipfs://hello",
      "",
    ])
      expect(parseDocumentLink(text), text).to.equal(undefined);
  });

  it("are found wherever an event names them, each once", () => {
    const [a, b] = [`ipfs://${HELLO_CID}`, `ni:///sha-256;${HELLO_SHA256}`];
    const event = {
      "@context": [{ x: a }],
      eventID: `ni:///sha-256;${HELLO_SHA256}?ver=CBV2.0`,
      certificationInfo: [a, "https://example.org/"],
      "ex:lab": { "ex:report": [b, a] },
    };
    expect(documentLinksOf(event)).to.deep.equal([a, b]);
  });

  it("open with the key that sealed them and are refused with every other", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.uint8Array({ minLength: 16, maxLength: 200 }),
        (key, other, ciphertext) => {
          const nonce = key.subarray(0, 12);
          const sealed = joinSealed(key, { nonce, ciphertext });
          expect(splitSealed(key, sealed)).to.deep.equal({ nonce, ciphertext });
          if (Buffer.compare(key, other) !== 0) expect(splitSealed(other, sealed)).to.equal(undefined);
          expect(splitSealed(key, sealed.subarray(0, 63))).to.equal(undefined);
        },
      ),
    );
  });
});
