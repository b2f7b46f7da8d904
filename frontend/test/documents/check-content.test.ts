import { createCipheriv, randomBytes } from "node:crypto";
import { expect } from "chai";
import { contentIdOf } from "@waybill/protocol/documents/content-id";
import { ipfsLinkOf, niLinkOf } from "@waybill/protocol/documents/document-link";
import { joinSealed } from "@waybill/protocol/documents/sealed-document";
import { sha256 } from "viem/utils";
import { checkContent, keyInFragment } from "../../src/lib/documents/check-content.ts";
import { previewOf } from "../../src/lib/documents/preview.ts";

const FILE = bytesOf("Listeria: not detected in 25 g\n");
const OTHER = bytesOf("Listeria: detected\n");

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(new TextEncoder().encode(text));
}

function sealed(file: Uint8Array): { bytes: Uint8Array<ArrayBuffer>; key: string } {
  const [key, nonce] = [randomBytes(32), randomBytes(12)];
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const ciphertext = Buffer.concat([cipher.update(file), cipher.final(), cipher.getAuthTag()]);
  return { bytes: Uint8Array.from(joinSealed(key, { nonce, ciphertext })), key: key.toString("base64url") };
}

const linkOf = (file: Uint8Array) => niLinkOf(sha256(file).slice(2));

describe("the check of a document in the browser", () => {
  it("passes for bytes that hash to their content id and to what the event names", async () => {
    for (const link of [null, linkOf(FILE), ipfsLinkOf(contentIdOf(FILE))])
      expect(await checkContent({ cid: contentIdOf(FILE), bytes: FILE, link })).to.deep.equal({ status: "passed", file: FILE });
  });

  it("fails for other bytes, and for a file that the event does not name", async () => {
    expect(await checkContent({ cid: contentIdOf(FILE), bytes: OTHER })).to.deep.equal({ status: "failed", why: "bytes" });
    for (const link of [linkOf(OTHER), ipfsLinkOf(contentIdOf(OTHER))])
      expect(await checkContent({ cid: contentIdOf(FILE), bytes: FILE, link })).to.deep.equal({ status: "failed", why: "file" });
  });

  it("opens a private document with its key, and compares the file inside", async () => {
    const { bytes, key } = sealed(FILE);
    const cid = contentIdOf(bytes);
    expect(await checkContent({ cid, bytes, key, link: linkOf(FILE) })).to.deep.equal({ status: "passed", file: FILE });
    expect(await checkContent({ cid, bytes, key, link: linkOf(OTHER) })).to.deep.equal({ status: "failed", why: "file" });
  });

  it("opens nothing with another key, or with what is none", async () => {
    const { bytes } = sealed(FILE);
    for (const key of [sealed(FILE).key, "key", "!".repeat(43)])
      expect(await checkContent({ cid: contentIdOf(bytes), bytes, key })).to.deep.equal({ status: "failed", why: "key" });
  });

  it("takes the key out of a fragment", () => {
    expect(keyInFragment("#key=abc-_")).to.equal("abc-_");
    expect(keyInFragment("")).to.equal(null);
  });
});

describe("the preview of a document", () => {
  it("shows pictures and text, and nothing that could run", () => {
    expect(previewOf(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 1]))).to.deep.equal({ kind: "picture", mediaType: "image/png" });
    expect(previewOf(FILE)).to.deep.equal({ kind: "text", text: "Listeria: not detected in 25 g\n", isCut: false });
    expect(previewOf(bytesOf("x".repeat(5_000)))).to.deep.include({ kind: "text", isCut: true });
    for (const none of [bytesOf("%PDF-1.4"), Uint8Array.from([0, 1, 2]), Uint8Array.from([0xff, 0xfe])])
      expect(previewOf(none)).to.deep.equal({ kind: "none" });
  });
});
