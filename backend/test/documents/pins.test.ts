import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { canonicalJson } from "@waybill/protocol/hashing/canonical-json";
import { contentIdOf } from "@waybill/protocol/documents/content-id";
import type { DocumentView } from "@waybill/protocol/schemas/api/documents";
import { placesOf } from "../../src/modules/documents/blocks/places.ts";
import { createDocumentsService } from "../../src/modules/documents/documents.service.ts";
import { createPins } from "../../src/modules/documents/pins/pins.service.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { emptyTables } from "../support/databases.ts";
import { CERTIFICATE, keptDocument, PIXEL } from "../support/documents.ts";
import { makeActor } from "../support/events.ts";
import { startFakeKubo, type FakeKubo } from "../support/kubo.ts";
import { accountOf, tokenOf } from "../support/organisations.ts";
import { createEvaluator } from "../../../test/alerts/support/evaluator.ts";
import { parseExposition } from "../../../test/alerts/support/exposition.ts";
import { readRules } from "../../../test/alerts/support/rules.ts";
import { expectProblem } from "../support/problem.ts";
import { waitFor } from "../support/wait-for.ts";

const FARM = "Farm";
const LARGE = Buffer.concat([PIXEL, Buffer.alloc(3_000_000, "a photo of a pallet ")]);

describe("copies of documents", () => {
  let backend: TestBackend;
  let node: FakeKubo;
  let second: FakeKubo;
  let token: string;
  before(async () => {
    [node, second] = await Promise.all([startFakeKubo(), startFakeKubo()]);
    backend = await startTestBackend({ IPFS_API_URL: node.url, IPFS_SECOND_PIN_URL: second.url });
    makeActor(backend, FARM);
    token = await tokenOf(backend, accountOf(FARM).address as never);
  });
  beforeEach(async () => {
    node.isAway = second.isAway = false;
    await emptyTables(backend.owner, ["documents", "document_pins", "stored_files"]);
  });
  after(async () => {
    await backend.stop();
    node.stop();
    second.stop();
  });

  /** A second set of hands on the same database and home, so that a test can do what the clock would. */
  const pins = () => createPins(backend.app, placesOf(backend.app));
  const store = () =>
    createDocumentsService({
      app: backend.app,
      places: placesOf(backend.app),
      pins: pins(),
      verifySignature: async () => ({ valid: true, by: "key" }),
      chain: () => ({ actorsByAccount: async () => new Map(), requireUpToDate: async () => undefined }),
    });
  const fileOf = (cid: string) => join(backend.app.config.home, "blocks", cid);
  const states = async (cid: string) =>
    (await backend.request("GET", `/api/documents/${cid}`)).json<DocumentView>().pins.map(({ place, state }) => `${place} ${state}`);
  const everywhere = (cid: string) =>
    waitFor("the copies", async () => ((await states(cid)).every((state) => state.endsWith("kept")) ? true : undefined));
  const lookAgain = () => backend.app.db.pool.query("UPDATE document_pins SET checked_at = NULL");

  /** What fires when scrapes have said the same for so long. */
  async function firingAfter(exposition: string, seconds: number): Promise<string[]> {
    const evaluator = createEvaluator(readRules());
    for (let at = 0; at <= seconds; at += 15) evaluator.push(at, parseExposition(exposition));
    return evaluator.firing();
  }

  it("are pinned on both nodes by jobs, every block of them", async () => {
    const { cid } = await keptDocument(backend, LARGE, { token, name: "photo.png" });
    await everywhere(cid);
    expect([...node.pins, ...second.pins]).to.deep.equal([cid, cid]);
    expect(node.blocks.size).to.equal(4);
    expect(await states(cid)).to.deep.equal(["here kept", "node kept", "second kept"]);
  });

  it("are made of contents manifests, too", async () => {
    const manifest = { salt: "0x01", items: [] };
    const cid = await inTransaction(backend.app, (ctx) => store().putJson(ctx, manifest));
    expect(cid).to.equal(contentIdOf(Buffer.from(canonicalJson(manifest))));
    await waitFor("the pin", () => (node.pins.has(cid) ? true : undefined));
    expect((await backend.request("GET", `/api/documents/${cid}/content`)).json()).to.deep.equal(manifest);
  });

  it("wait while a node is away, and nobody waits for them", async () => {
    second.isAway = true;
    const { cid } = await keptDocument(backend, CERTIFICATE, { token });
    await waitFor("the copy on the first node", async () => ((await states(cid))[1] === "node kept" ? true : undefined));
    expect((await states(cid))[2]).to.equal("second waiting");
    second.isAway = false;
    await lookAgain();
    await pins().checkDue();
    await everywhere(cid);
  });

  it("are put back where they were lost: on a node, and on this disk", async () => {
    const { cid } = await keptDocument(backend, LARGE, { token, name: "photo.png" });
    await everywhere(cid);
    node.pins.clear();
    node.blocks.clear();
    rmSync(fileOf(cid));
    await lookAgain();
    await pins().checkDue();
    expect(node.pins.has(cid)).to.equal(true);
    expect(node.blocks.size).to.equal(4);
    expect(existsSync(fileOf(cid))).to.equal(true);
  });

  it("replace a file that was damaged on this disk", async () => {
    const { cid } = await keptDocument(backend, CERTIFICATE, { token });
    await everywhere(cid);
    writeFileSync(fileOf(cid), "forged");
    await lookAgain();
    await pins().checkDue();
    const answer = await backend.request("GET", `/api/documents/${cid}/content`);
    expect(answer.text).to.equal(CERTIFICATE.toString());
  });

  it("are called missing when they were there and cannot be put back", async () => {
    const { cid } = await keptDocument(backend, CERTIFICATE, { token });
    await everywhere(cid);
    for (const { pins, blocks } of [node, second]) [pins, blocks].forEach((all) => all.clear());
    rmSync(fileOf(cid));
    await lookAgain();
    await pins().checkDue();
    expect(await states(cid)).to.deep.equal(["here missing", "node missing", "second missing"]);
    const { text } = await backend.request("GET", "/metrics");
    expect(text).to.include('waybill_document_pins{place="node",state="missing"} 1');
    expect(await firingAfter(text, 16 * 60)).to.include("WaybillDocumentMissing");
  });

  it("are read from a node when this disk has lost them, and refused when that one lies", async () => {
    const { cid } = await keptDocument(backend, CERTIFICATE, { token });
    await everywhere(cid);
    rmSync(fileOf(cid));
    const answer = await backend.request("GET", `/api/documents/${cid}/content`);
    expect(answer.text).to.equal(CERTIFICATE.toString());
    for (const { blocks } of [node, second]) blocks.set(cid, Buffer.from("a lie"));
    expectProblem(await backend.request("GET", `/api/documents/${cid}/content`), 503, "documents.wrong-bytes");
  });

  it("go when their document was erased", async () => {
    const { cid } = await keptDocument(backend, CERTIFICATE, { token, visibility: "private" });
    await everywhere(cid);
    const erased = [...second.blocks];
    await backend.request("DELETE", `/api/documents/${cid}`, { token });
    await waitFor("the removal", () => (existsSync(fileOf(cid)) || node.pins.has(cid) || second.pins.has(cid) ? undefined : true));
    await waitFor("the note of it", async () => ((await states(cid)).every((state) => state.endsWith("removed")) ? true : undefined));
    // A node may still have what was pinned there by others.
    for (const [block, bytes] of erased) second.blocks.set(block, bytes);
    await lookAgain();
    await pins().checkDue();
    for (const place of ["here", "node", "second"] as const) await pins().pin(cid, place);
    expect([existsSync(fileOf(cid)), node.pins.has(cid), second.pins.has(cid)]).to.deep.equal([false, false, false]);
    expectProblem(await backend.request("GET", `/api/documents/${cid}/content`), 410, "documents.erased");
  });

  it("of files that nobody keeps here are not fetched for strangers", async () => {
    const foreign = Buffer.from("kept by somebody else\n");
    node.blocks.set(contentIdOf(foreign), foreign);
    expectProblem(await backend.request("GET", `/api/documents/${contentIdOf(foreign)}/content`), 404, "documents.unknown");
  });

  it("go on being made on a node when one file is lost everywhere", async () => {
    const lost = await keptDocument(backend, CERTIFICATE, { token });
    await everywhere(lost.cid);
    node.isAway = true;
    const later = await keptDocument(backend, LARGE, { token, name: "photo.png" });
    for (const { pins: roots, blocks } of [node, second]) [roots, blocks].forEach((all) => all.delete(lost.cid));
    rmSync(fileOf(lost.cid));
    node.isAway = false;
    await backend.app.db.pool.query(
      "UPDATE document_pins SET checked_at = CASE WHEN cid = $1 THEN NULL ELSE timestamptz '2026-01-01' END",
      [lost.cid],
    );
    await pins().checkDue();
    expect(node.pins.has(later.cid)).to.equal(true);
  });

  it("of abandoned uploads are swept all at once, however many there are", async () => {
    await backend.app.db.pool.query(
      `INSERT INTO stored_files (cid, blocks, is_manifest, stored_at) SELECT cid, ARRAY[cid], false, now() - interval '1 day' FROM unnest($1::text[]) AS cid`,
      [Array.from({ length: 250 }, (_, n) => contentIdOf(Buffer.from(`upload ${n}`)))],
    );
    await pins().sweep();
    expect((await backend.app.db.pool.query("SELECT 1 FROM stored_files")).rowCount).to.equal(0);
  });

  it("that an upload left behind which never ended are swept an hour later, and nothing else is", async () => {
    const kept = await keptDocument(backend, LARGE, { token, name: "photo.png" });
    const abandoned = await keptDocument(backend, Buffer.concat([LARGE, Buffer.from("more")]), { token, name: "more.png" });
    await everywhere(kept.cid);
    // As if the process had died between the blocks and the row.
    await backend.app.db.pool.query("DELETE FROM documents WHERE cid = $1", [abandoned.cid]);
    await pins().sweep();
    expect(existsSync(fileOf(abandoned.cid)), "too young to be swept").to.equal(true);
    await backend.app.db.pool.query("UPDATE stored_files SET stored_at = stored_at - interval '2 hours'");
    await pins().sweep();
    expect(existsSync(fileOf(abandoned.cid))).to.equal(false);
    // Both files begin with the same two blocks.
    const answer = await fetch(`${backend.url}/api/documents/${kept.cid}/content`);
    expect(Buffer.from(await answer.arrayBuffer()).equals(LARGE)).to.equal(true);
  });
});
