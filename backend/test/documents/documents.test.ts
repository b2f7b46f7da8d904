import { createDecipheriv } from "node:crypto";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { contentIdOf } from "@waybill/protocol/documents/content-id";
import { ipfsLinkOf, niLinkOf } from "@waybill/protocol/documents/document-link";
import { splitSealed } from "@waybill/protocol/documents/sealed-document";
import { MAX_DOCUMENT_BYTES, type DocumentView } from "@waybill/protocol/schemas/api/documents";
import { createVerifySignature } from "../../src/platform/signatures.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { CERTIFICATE, consentOf, keptDocument, keyOf, PIXEL, sendDocument, sha256Of } from "../support/documents.ts";
import { makeActor } from "../support/events.ts";
import { accountOf, tokenOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";

const FARM = "Farm";
/** The real rule, on a chain where no account is a contract. */
const verifySignature = createVerifySignature({ request: async () => "0x" } as never);

describe("documents", () => {
  let backend: TestBackend;
  let token: string;
  before(async () => {
    backend = await startTestBackend({ DOCUMENTS_QUOTA_MEBIBYTES: "20" }, { verifySignature });
  });
  beforeEach(async () => {
    await backend.clear();
    makeActor(backend, FARM);
    token = await tokenOf(backend, accountOf(FARM).address as never);
  });
  after(() => backend.stop());

  const content = (cid: string) => fetch(`${backend.url}/api/documents/${cid}/content`);
  const countDocuments = async () => Number((await backend.app.db.pool.query("SELECT count(*) FROM documents")).rows[0].count);

  describe("that are public", () => {
    it("come back byte for byte under the id that IPFS gives them", async () => {
      const document = await keptDocument(backend, CERTIFICATE, { token });
      expect(document).to.include({
        cid: contentIdOf(CERTIFICATE),
        name: "certificate.pdf",
        mediaType: "application/pdf",
        visibility: "public",
      });
      expect(document.link).to.equal(ipfsLinkOf(document.cid));
      expect(document.pins.map(({ place, state }) => `${place} ${state}`)).to.deep.equal(["here kept"]);
      const answer = await content(document.cid);
      expect(Buffer.from(await answer.arrayBuffer()).equals(CERTIFICATE)).to.equal(true);
    });

    it("are taken with a wallet's consent and without any token", async () => {
      const document = await keptDocument(backend, PIXEL, { consent: FARM, name: "pallet.png" });
      expect(document.owner.account).to.equal(accountOf(FARM).address);
      expect(document.mediaType).to.equal("image/png");
    });

    it("are the same document when they are sent again, by whatever name", async () => {
      const first = await keptDocument(backend, CERTIFICATE, { token });
      const again = await sendDocument(backend, CERTIFICATE, { token, name: "other.pdf" });
      expect(again.status).to.equal(200);
      expect(again.json<DocumentView>()).to.deep.equal(first);
      expect(await countDocuments()).to.equal(1);
    });

    it("are the same document when one request is repeated under its Idempotency-Key", async () => {
      const headers = { "Idempotency-Key": "upload-1" };
      const first = await sendDocument(backend, CERTIFICATE, { token, headers });
      const again = await sendDocument(backend, CERTIFICATE, { token, headers });
      expect([first.status, again.status, again.text]).to.deep.equal([201, 201, first.text]);
      expectProblem(await sendDocument(backend, PIXEL, { token, headers }), 422, "platform.key-reused");
    });

    it("can be several organisations' at once", async () => {
      makeActor(backend, "Packer");
      const first = await keptDocument(backend, CERTIFICATE, { token });
      const second = await keptDocument(backend, CERTIFICATE, { consent: "Packer", name: "theirs.pdf" });
      expect(second.cid).to.equal(first.cid);
      expect(second.owner.account).to.equal(accountOf("Packer").address);
    });

    it("of several megabytes are cut as IPFS cuts them and put together again", async () => {
      const photo = Buffer.concat([PIXEL, Buffer.alloc(5_000_000, "a photo of lettuce ")]);
      const { cid } = await keptDocument(backend, photo, { token, name: "photo.png" });
      expect(cid).to.equal(contentIdOf(photo));
      expect(Buffer.from(await (await content(cid)).arrayBuffer()).equals(photo)).to.equal(true);
    });

    it("cannot be erased", async () => {
      const { cid } = await keptDocument(backend, CERTIFICATE, { token });
      expectProblem(await backend.request("DELETE", `/api/documents/${cid}`, { token }), 409, "documents.public-for-ever");
      expectProblem(await backend.request("GET", `/api/documents/${cid}/key`, { token }), 409, "documents.no-key");
    });

    it("are refused when their file was changed", async () => {
      const { cid } = await keptDocument(backend, CERTIFICATE, { token });
      writeFileSync(join(backend.app.config.home, "blocks", cid), "forged");
      expectProblem(await backend.request("GET", `/api/documents/${cid}/content`), 503, "documents.wrong-bytes");
    });
  });

  describe("that are private", () => {
    it("are kept encrypted, and open with the key that only their owner gets", async () => {
      const document = await keptDocument(backend, CERTIFICATE, { token, visibility: "private" });
      expect(document.link).to.equal(niLinkOf(sha256Of(CERTIFICATE)));
      const sealed = Buffer.from(await (await content(document.cid)).arrayBuffer());
      expect(contentIdOf(sealed)).to.equal(document.cid);
      expect(sealed.includes("Glades Row")).to.equal(false);
      const { key, fragment } = await keyOf(backend, document.cid, FARM);
      expect(fragment).to.equal(`#key=${key}`);
      expect(opened(sealed, key).equals(CERTIFICATE)).to.equal(true);
    });

    it("show their key to the wallet that has just consented to keeping them", async () => {
      const { cid } = await keptDocument(backend, CERTIFICATE, { consent: FARM, visibility: "private" });
      const headers = await consentOf(backend, FARM, "keep", niLinkOf(sha256Of(CERTIFICATE)));
      expect((await backend.request("GET", `/api/documents/${cid}/key`, { headers })).status).to.equal(200);
    });

    it("tell strangers neither name nor type nor size nor digest, and give them no key", async () => {
      makeActor(backend, "Stranger");
      const { cid } = await keptDocument(backend, CERTIFICATE, { token, visibility: "private", name: "secret.pdf" });
      const shown = (await backend.request("GET", `/api/documents/${cid}`)).json<DocumentView>();
      expect(shown).to.include({ visibility: "private", name: null, mediaType: null, sizeBytes: null, link: null });
      const headers = await consentOf(backend, "Stranger", "read", ipfsLinkOf(cid));
      expectProblem(await backend.request("GET", `/api/documents/${cid}/key`, { headers }), 403, "documents.not-yours");
      expectProblem(await backend.request("DELETE", `/api/documents/${cid}`), 401, "documents.unauthorised");
      const list = await backend.request("GET", `/api/documents?account=${accountOf(FARM).address}`);
      expect(list.text).not.to.include("secret.pdf");
    });

    it("are noise once their key was destroyed, and their blocks go", async () => {
      const { cid } = await keptDocument(backend, CERTIFICATE, { token, visibility: "private" });
      const headers = await consentOf(backend, FARM, "erase", ipfsLinkOf(cid));
      expect((await backend.request("DELETE", `/api/documents/${cid}`, { headers })).status).to.equal(204);
      expect((await backend.request("DELETE", `/api/documents/${cid}`, { token })).status).to.equal(204);
      expectProblem(await backend.request("GET", `/api/documents/${cid}/content`), 410, "documents.erased");
      expectProblem(await backend.request("GET", `/api/documents/${cid}/key`, { token }), 410, "documents.erased");
      const { rows } = await backend.app.db.pool.query("SELECT name, wrapped_key FROM documents");
      expect(rows).to.deep.equal([{ name: "", wrapped_key: null }]);
      const erased = (await backend.request("GET", `/api/documents/${cid}`, { token })).json<DocumentView>();
      expect(erased.erasedAt).not.to.equal(null);
    });

    it("get new encryption when they are brought again after that", async () => {
      const first = await keptDocument(backend, CERTIFICATE, { token, visibility: "private" });
      await backend.request("DELETE", `/api/documents/${first.cid}`, { token });
      const second = await keptDocument(backend, CERTIFICATE, { token, visibility: "private" });
      expect(second.cid).not.to.equal(first.cid);
    });
  });

  describe("are refused", () => {
    afterEach(async () => expect(await countDocuments()).to.equal(0));

    it("when nobody, or nobody registered, stands behind them", async () => {
      expectProblem(await sendDocument(backend, CERTIFICATE), 401, "documents.unauthorised");
      expectProblem(await sendDocument(backend, CERTIFICATE, { token: "wb_nonsense" }), 401, "platform.unauthorised");
      expectProblem(await sendDocument(backend, CERTIFICATE, { consent: "Nobody" }), 403, "documents.not-registered");
      makeActor(backend, "Revoked", 1, new Date());
      expectProblem(await sendDocument(backend, CERTIFICATE, { consent: "Revoked" }), 403, "documents.not-registered");
    });

    it("when the consent is for another file, another request, or another time", async () => {
      const link = niLinkOf(sha256Of(CERTIFICATE));
      const headers = [
        await consentOf(backend, FARM, "publish", niLinkOf(sha256Of(PIXEL))),
        await consentOf(backend, FARM, "keep", link),
        await consentOf(backend, FARM, "publish", link, -5),
        await consentOf(backend, FARM, "publish", link, 4_000),
        { "Waybill-Consent": "request=publish, account=0x12, deadline=soon" },
        { "Waybill-Consent": "," },
      ];
      for (const one of headers) expectProblem(await sendDocument(backend, CERTIFICATE, { headers: one }), 403, "documents.wrong-consent");
    });

    it("when their bytes are no kind that is taken, whatever they are said to be", async () => {
      const refused: [string, Buffer, string][] = [
        ["a program", Buffer.from("7f454c4602010100", "hex"), "application/pdf"],
        ["a picture that can hold scripts, by its control characters", Buffer.from("GIF89a\0\0"), "image/png"],
        ["text that is not UTF-8", Buffer.from([0xff, 0xfe, 0x41]), "text/plain"],
        ["JSON that is none", Buffer.from("{"), "application/json"],
      ];
      for (const [what, bytes, type] of refused) {
        const answer = await sendDocument(backend, bytes, { token, type });
        expect(answer.status, what).to.equal(415);
      }
      expectProblem(await sendDocument(backend, Buffer.alloc(0), { token }), 400, "documents.empty");
    });

    it("when they are larger than is taken, said in advance or found out", async () => {
      const large = Buffer.concat([CERTIFICATE, Buffer.alloc(MAX_DOCUMENT_BYTES)]);
      expectProblem(await sendDocument(backend, large, { token }), 413, "platform.too-large");
      const stream = new ReadableStream<Uint8Array>({
        pull(controller) {
          controller.enqueue(new Uint8Array(1_048_576));
        },
      });
      const answer = await fetch(`${backend.url}/api/documents?visibility=public&name=a`, {
        method: "POST",
        body: stream,
        duplex: "half",
        headers: { Authorization: `Bearer ${token}` },
      } as RequestInit).catch(() => null);
      expect(answer?.status ?? 413).to.equal(413);
      expect(readdirSync(join(backend.app.config.home, "uploads"))).to.deep.equal([]);
    });

    it("when their name cannot be shown or their visibility is not said", async () => {
      expectProblem(await sendDocument(backend, CERTIFICATE, { token, name: "\u200b" }), 400, "platform.bad-request");
      expectProblem(await sendDocument(backend, CERTIFICATE, { token, name: "a".repeat(201) }), 400, "platform.bad-request");
      expectProblem(await sendDocument(backend, CERTIFICATE, { token, visibility: "secret" }), 400, "platform.bad-request");
    });

    it("when the id is unknown, or not even an id", async () => {
      const unknown = contentIdOf(new Uint8Array([1, 2, 3]));
      for (const path of [unknown, `${unknown}/content`]) {
        expectProblem(await backend.request("GET", `/api/documents/${path}`), 404, "documents.unknown");
      }
      expectProblem(await backend.request("GET", "/api/documents/..%2f..%2fetc%2fpasswd/content"), 400, "documents.invalid-id");
    });
  });

  it("of one organisation take no more than its room", async () => {
    const nine = (letter: string) => Buffer.concat([CERTIFICATE, Buffer.alloc(9 * 1_048_576, letter)]);
    await keptDocument(backend, nine("a"), { token });
    await keptDocument(backend, nine("b"), { token, visibility: "private" });
    const files = async () => (await backend.app.db.pool.query("SELECT cid FROM stored_files ORDER BY cid")).rows;
    const [before, blocks] = [await files(), readdirSync(join(backend.app.config.home, "blocks"))];
    expectProblem(await sendDocument(backend, nine("c"), { token }), 413, "documents.quota");
    expect(await countDocuments()).to.equal(2);
    expect(await files(), "nothing is announced").to.deep.equal(before);
    expect(readdirSync(join(backend.app.config.home, "blocks")), "nothing is written").to.deep.equal(blocks);
  });

  it("are listed newest first, a page at a time, with what their owner may see", async () => {
    for (const index of [1, 2, 3])
      await keptDocument(backend, Buffer.from(`note ${index}`), { token, name: `${index}.txt`, visibility: "private" });
    const account = accountOf(FARM).address;
    const page = (after = "", as: object = { token }) =>
      backend
        .request("GET", `/api/documents?account=${account}&limit=2${after}`, as)
        .then((answer) => answer.json<{ items: DocumentView[]; next: string }>());
    const first = await page();
    const second = await page(`&after=${first.next}`);
    expect([...first.items, ...second.items].map(({ name }) => name)).to.deep.equal(["3.txt", "2.txt", "1.txt"]);
    expect((await page("", {})).items.map(({ name }) => name)).to.deep.equal([null, null]);
  });

  it("are shown safely: pictures and text in place, all else saved, nothing guessed and nothing run", async () => {
    const files: [Buffer, string, string, string, string][] = [
      [PIXEL, "text/html", "image/png", "inline", "png"],
      [CERTIFICATE, "text/html", "application/pdf", "attachment", "pdf"],
      [Buffer.from("<script>alert(1)</script>"), "text/html", "text/plain; charset=utf-8", "inline", "txt"],
      [Buffer.from("a,b\n1,2\n"), "text/csv", "text/csv; charset=utf-8", "attachment", "csv"],
      [Buffer.from('{"ph":6.1}'), "application/json", "application/json", "attachment", "json"],
    ];
    for (const [bytes, declared, type, disposition, extension] of files) {
      const { cid } = await keptDocument(backend, bytes, { token, type: declared, name: `Prüfbericht "1".html` });
      const { headers } = await content(cid);
      expect(headers.get("content-type")).to.equal(type);
      expect(headers.get("content-disposition")).to.equal(`${disposition}; filename*=UTF-8''Pr%C3%BCfbericht%20%221%22.html.${extension}`);
      expect(headers.get("x-content-type-options")).to.equal("nosniff");
      expect(headers.get("content-security-policy")).to.include("sandbox; default-src 'none'").and.not.include("unsafe");
      expect(headers.get("cache-control")).to.include("immutable");
    }
  });
});

function opened(sealed: Buffer, key: string): Buffer {
  const bytes = Buffer.from(key, "base64url");
  const parts = splitSealed(bytes, sealed);
  if (!parts) throw new Error("this key did not seal it");
  const decipher = createDecipheriv("aes-256-gcm", bytes, parts.nonce);
  decipher.setAuthTag(parts.ciphertext.subarray(-16));
  return Buffer.concat([decipher.update(parts.ciphertext.subarray(0, -16)), decipher.final()]);
}
