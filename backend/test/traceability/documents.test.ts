import { expect } from "chai";
import { contentIdOf } from "@waybill/protocol/documents/content-id";
import { ipfsLinkOf, niLinkOf } from "@waybill/protocol/documents/document-link";
import type { LinkedDocument, StatementDocument } from "@waybill/protocol/schemas/api/documents";
import type { StatementView } from "@waybill/protocol/schemas/api/traceability";
import { eventBundle, journeyBundle, type EventBundle } from "@waybill/protocol/schemas/bundle";
import { checkDocuments } from "@waybill/protocol/verify/steps/documents";
import { rebuildIndex } from "../../src/modules/traceability/query/index/rebuild-index.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { CERTIFICATE, keptDocument, PIXEL, sha256Of } from "../support/documents.ts";
import { captureSigned, LOT, makeActor, observation } from "../support/events.ts";
import { accountOf, tokenOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";

const FARM = "Farm";

describe("statements and the documents that they point at", () => {
  let backend: TestBackend;
  let token: string;
  before(async () => {
    backend = await startTestBackend();
  });
  beforeEach(async () => {
    await backend.clear();
    makeActor(backend, FARM);
    token = await tokenOf(backend, accountOf(FARM).address as never);
  });
  after(() => backend.stop());

  async function stated(links: string | string[], name = FARM): Promise<string> {
    const answer = await captureSigned(backend, observation({ certificationInfo: links }), name);
    expect(answer.status, answer.text).to.equal(201);
    return answer.json<{ commitment: string }>().commitment;
  }
  const documentsOf = async (commitment: string) =>
    (await backend.request("GET", `/api/statements/${commitment}/documents`)).json<{ items: LinkedDocument[] }>().items;
  const bundleOf = async (commitment: string): Promise<EventBundle> =>
    eventBundle.parse((await backend.request("GET", `/api/statements/${commitment}/bundle`)).json());

  it("name them by content id or by digest, and those that are kept here are shown with what everybody may know", async () => {
    const report = await keptDocument(backend, CERTIFICATE, { token });
    const photo = await keptDocument(backend, PIXEL, { token, visibility: "private", name: "secret.png" });
    const elsewhere = niLinkOf("00".repeat(32));
    const commitment = await stated([report.link ?? "", photo.link ?? "", elsewhere]);
    const [first, second, third] = await documentsOf(commitment);
    expect(first?.document).to.include({ cid: report.cid, name: "certificate.pdf", visibility: "public" });
    expect(second).to.have.nested.property("document.cid", photo.cid);
    expect(second).to.have.nested.property("document.name", null);
    expect(third).to.deep.equal({ link: elsewhere, document: null });
  });

  it("bring public documents in their bundle, and of private ones no more than where they are", async () => {
    const report = await keptDocument(backend, CERTIFICATE, { token });
    const photo = await keptDocument(backend, PIXEL, { token, visibility: "private" });
    const commitment = await stated([report.link ?? "", photo.link ?? ""]);
    const bundle = await bundleOf(commitment);
    expect(bundle.documents).to.deep.equal([
      { link: report.link, cid: report.cid, visibility: "public", bytes: CERTIFICATE.toString("base64") },
      { link: photo.link, cid: photo.cid, visibility: "private", bytes: null },
    ]);
    expect(await checkDocuments(bundle)).to.include({ status: "unknown" });
    expect(await checkDocuments(bundle, async () => PIXEL)).to.include({ status: "passed" });
    const journey = journeyBundle.parse((await backend.request("GET", `/api/journeys/bundle?subject=${encodeURIComponent(LOT)}`)).json());
    expect(journey.events[0]?.documents).to.deep.equal(bundle.documents);
  });

  it("leave large documents out of the bundle, to be fetched by their content id", async () => {
    const photo = await keptDocument(backend, Buffer.concat([PIXEL, Buffer.alloc(300_000, "pallet ")]), { token });
    const [entry] = (await bundleOf(await stated(photo.link ?? ""))).documents ?? [];
    expect(entry).to.deep.include({ cid: photo.cid, bytes: null });
  });

  it("do not tell whose private document a stranger's event guessed the digest of", async () => {
    makeActor(backend, "Stranger");
    await keptDocument(backend, CERTIFICATE, { token, visibility: "private" });
    const link = niLinkOf(sha256Of(CERTIFICATE));
    expect(await documentsOf(await stated(link, "Stranger"))).to.deep.equal([{ link, document: null }]);
  });

  it("keep their proof when a document was erased, whose step then stays open", async () => {
    const photo = await keptDocument(backend, PIXEL, { token, visibility: "private" });
    const commitment = await stated(photo.link ?? "");
    await backend.request("DELETE", `/api/documents/${photo.cid}`, { token });
    expect((await documentsOf(commitment))[0]?.document?.erasedAt).not.to.equal(null);
    const bundle = await bundleOf(commitment);
    expect(bundle.commitment).to.equal(commitment);
    expect(await checkDocuments(bundle)).to.include({ status: "unknown" });
  });

  it("turn red when a document was swapped in the database for another that is kept", async () => {
    const report = await keptDocument(backend, CERTIFICATE, { token });
    const other = await keptDocument(backend, PIXEL, { token });
    const commitment = await stated(niLinkOf(sha256Of(CERTIFICATE)));
    await backend.app.db.pool.query("UPDATE documents SET sha256 = 'x' || sha256 WHERE cid = $1", [report.cid]);
    await backend.app.db.pool.query("UPDATE documents SET sha256 = $2 WHERE cid = $1", [other.cid, sha256Of(CERTIFICATE)]);
    expect(await checkDocuments(await bundleOf(commitment))).to.include({ status: "failed" });
  });

  it("are found from the document, by whichever link, also when the event came first", async () => {
    const link = ipfsLinkOf(contentIdOf(CERTIFICATE));
    const byId = await stated(link);
    const { cid } = await keptDocument(backend, CERTIFICATE, { token });
    const byDigest = await stated(niLinkOf(sha256Of(CERTIFICATE)));
    const pointing = async () =>
      (await backend.request("GET", `/api/documents/${cid}/statements`))
        .json<{ items: StatementView[] }>()
        .items.map(({ commitment }) => commitment as string);
    expect(await pointing()).to.deep.equal([byDigest, byId]);
    await backend.app.db.pool.query("UPDATE event_index_state SET version = 0");
    await rebuildIndex(backend.app);
    expect(await pointing()).to.deep.equal([byDigest, byId]);
  });

  it("are found from a private document by who knows how they name it", async () => {
    const { cid, link } = await keptDocument(backend, PIXEL, { token, visibility: "private" });
    const commitment = await stated(link ?? "");
    const pointing = async (query: string) =>
      (await backend.request("GET", `/api/documents/${cid}/statements${query}`)).json<{ items: StatementView[] }>().items;
    expect(await pointing("")).to.deep.equal([]);
    expect((await pointing(`?link=${encodeURIComponent(link ?? "")}`)).map((item) => item.commitment)).to.deep.equal([commitment]);
  });

  it("list the documents of a whole journey with the statement that points at each", async () => {
    const { link } = await keptDocument(backend, CERTIFICATE, { token });
    const commitment = await stated(link ?? "");
    const answer = await backend.request("GET", `/api/journeys/documents?subject=${encodeURIComponent(LOT)}`);
    expect(answer.json<{ items: StatementDocument[] }>().items.map((item) => [item.commitment, item.link])).to.deep.equal([
      [commitment, link],
    ]);
  });

  it("are unknown when nobody has made them", async () => {
    const path = `/api/statements/0x${"00".repeat(32)}/documents`;
    expectProblem(await backend.request("GET", path), 404, "traceability.unknown-statement");
  });
});
