import { expect } from "chai";
import { contentIdOf } from "../../../src/documents/content-id.ts";
import { ipfsLinkOf, niLinkOf } from "../../../src/documents/document-link.ts";
import type { JsonObject } from "../../../src/hashing/lossless-json.ts";
import type { BundledDocument } from "../../../src/schemas/bundle.ts";
import { checkDocuments, type ReadDocument } from "../../../src/verify/steps/documents.ts";
import { verify } from "../../../src/verify/verify-event.ts";
import { sha256 } from "viem/utils";
import { harvested } from "../../support/events.ts";
import { FakeChain } from "../../support/fake-chain.ts";
import { FakeService } from "../../support/service.ts";
import { stepIn, textOf, troubleIn } from "../../support/scene.ts";

const REPORT = new TextEncoder().encode("Salmonella: not detected in 25 g\n");
const OTHER = new TextEncoder().encode("Salmonella: detected in 25 g\n");
const PUBLIC = ipfsLinkOf(contentIdOf(REPORT));
const PRIVATE = niLinkOf(sha256(REPORT).slice(2));

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
const entry = (link: string, change: Partial<BundledDocument> = {}): BundledDocument => ({
  link,
  cid: contentIdOf(REPORT),
  visibility: "public",
  bytes: base64(REPORT),
  ...change,
});
const check = (links: string[], documents?: BundledDocument[], readDocument?: ReadDocument) =>
  checkDocuments({ event: { certificationInfo: links }, ...(documents ? { documents } : {}) }, readDocument);

describe("the documents of an event", () => {
  it("pass when there are none", async () => {
    expect(await check([])).to.include({ status: "passed" });
  });

  it("say of a certificate named by its address alone that what is behind it is not checked, whatever else is", async () => {
    const address = "https://example.org/certificate.pdf";
    for (const [links, documents, status] of [
      [[address], [], "passed"],
      [[address, PUBLIC], [entry(PUBLIC)], "passed"],
      [[PRIVATE, address], [], "unknown"],
    ] as const) {
      const finding = await check([...links], [...documents]);
      expect(finding.status).to.equal(status);
      expect(finding.reason).to.contain(
        `1 certificate by address alone (${address}); what is behind an address can change and is not checked`,
      );
      expect(finding.details).to.include({ "not checked 1": address });
    }
    expect((await checkDocuments({ event: { certificationInfo: address } })).reason).to.contain(address);
    expect((await check([PUBLIC], [entry(PUBLIC)])).reason).to.not.contain("address");
  });

  it("pass when the bytes of every one hash to its link, by content id or by SHA-256", async () => {
    expect(await check([PUBLIC, PRIVATE], [entry(PUBLIC), entry(PRIVATE)])).to.include({ status: "passed" });
  });

  it("fail when one was swapped, in the bundle or by whoever gives its bytes", async () => {
    for (const link of [PUBLIC, PRIVATE]) {
      expect(await check([link], [entry(link, { bytes: base64(OTHER) })])).to.include({ status: "failed" });
      expect(await check([link], undefined, async () => OTHER)).to.include({ status: "failed" });
    }
    expect(await check([PRIVATE], [entry(PRIVATE, { cid: contentIdOf(OTHER) })])).to.include({ status: "failed" });
  });

  it("are unknown as long as one is not given, however many are", async () => {
    const absent = entry(PRIVATE, { visibility: "private", bytes: null });
    for (const documents of [undefined, [], [entry(PUBLIC)], [entry(PUBLIC), absent]]) {
      const finding = await check([PUBLIC, PRIVATE], documents);
      expect(finding.status).to.equal("unknown");
      expect(finding.reason).to.include("not checked");
    }
  });

  it("are read by whoever can, and a reader that fails leaves them unknown", async () => {
    const asked: (string | undefined)[] = [];
    const read: ReadDocument = async (link, given) => {
      asked.push(link, given?.cid);
      return REPORT;
    };
    const absent = entry(PRIVATE, { visibility: "private", bytes: null });
    expect(await check([PUBLIC, PRIVATE], [entry(PUBLIC), absent], read)).to.include({ status: "passed" });
    expect(asked).to.deep.equal([PRIVATE, absent.cid]);
  });

  it("are unknown when there are more than anybody looks for, and those that are given are checked all the same", async () => {
    const links = Array.from({ length: 60 }, (_, n) => niLinkOf(sha256(new TextEncoder().encode(String(n))).slice(2)));
    const bytesOf = (link: string) => new TextEncoder().encode(String(links.indexOf(link)));
    const given = (link: string) => entry(link, { cid: contentIdOf(bytesOf(link)), bytes: base64(bytesOf(link)) });
    const finding = await check(links, [], async (link) => bytesOf(link));
    expect(finding).to.include({ status: "unknown" });
    expect(finding.reason).to.match(/^10 of 60 documents/);
    expect(await check(links, links.map(given))).to.include({ status: "passed" });
    const last = links.at(-1) ?? "";
    expect(await check(links, [...links.slice(0, -1).map(given), entry(last)])).to.include({ status: "failed" });
  });

  it("fail when the bundle adds one that the event does not name", async () => {
    expect(await check([PUBLIC], [entry(PUBLIC), entry(PRIVATE)])).to.include({ status: "failed" });
  });

  describe("in a whole bundle", () => {
    async function signed(event: JsonObject) {
      const chain = new FakeChain();
      const service = await FakeService.start(chain);
      await service.enrol("Farm");
      const statement = await service.sign(event, "Farm");
      await service.anchor(statement);
      chain.finalise();
      const options = { trusted: { chainId: chain.chainId, supplyChain: chain.supplyChain } };
      return { bundle: service.eventBundle(statement), check: (bundle: object) => verify(textOf(bundle), chain.reader(), options) };
    }

    it("turn the verdict red when the certificate was swapped, and keep it from green when it is not there", async () => {
      const { bundle, check: verdictOf } = await signed({ ...harvested(), certificationInfo: PUBLIC });
      expect((await verdictOf({ ...bundle, documents: [entry(PUBLIC)] })).outcome).to.equal("verified");
      const swapped = await verdictOf({ ...bundle, documents: [entry(PUBLIC, { bytes: base64(OTHER), cid: contentIdOf(OTHER) })] });
      expect(swapped.outcome).to.equal("failed");
      expect(troubleIn(swapped)).to.deep.equal(["documents: failed"]);
      const lacking = await verdictOf(bundle);
      expect(lacking.outcome).to.equal("unknown");
      expect(stepIn(lacking, "documents").status).to.equal("unknown");
    });

    it("turn the verdict red when the link itself was swapped, which the event hash alone would miss", async () => {
      const { bundle, check: verdictOf } = await signed({ ...harvested(), certificationInfo: PUBLIC });
      const link = ipfsLinkOf(contentIdOf(OTHER));
      const event = { ...(bundle.event as JsonObject), certificationInfo: link };
      const documents = [entry(link, { cid: contentIdOf(OTHER), bytes: base64(OTHER) })];
      const verdict = await verdictOf({ ...bundle, event, documents });
      expect(verdict.outcome).to.equal("failed");
      expect(stepIn(verdict, "documents").status).to.equal("passed");
      expect(stepIn(verdict, "event-hash").status).to.equal("passed");
      expect(stepIn(verdict, "content-digest").status).to.equal("failed");
    });

    it("refuse a private document that travels in the open", async () => {
      const { bundle, check: verdictOf } = await signed({ ...harvested(), certificationInfo: PRIVATE });
      expect((await verdictOf({ ...bundle, documents: [entry(PRIVATE, { visibility: "private" })] })).outcome).to.equal("failed");
    });
  });
});
