import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { contentIdOf } from "@waybill/protocol/documents/content-id";
import type { CID } from "multiformats/cid";
import type { BlockStore } from "../../src/modules/documents/blocks/block-store.ts";
import { embeddedBlocks } from "../../src/modules/documents/blocks/embedded-blocks.ts";
import { cutFile, readFileOf, WrongBlock } from "../../src/modules/documents/blocks/files.ts";
import { kuboBlocks } from "../../src/modules/documents/blocks/kubo-blocks.ts";
import { startFakeKubo, type FakeKubo } from "../support/kubo.ts";

interface Subject {
  store: BlockStore;
  /** Changes bytes behind the store's back. */
  corrupt(cid: CID): void;
}

/** What every block store does, whatever is behind it. */
function behavesLikeABlockStore(start: () => Subject): void {
  const large = Buffer.alloc(2_500_000, "lettuce and tomato ");
  const idsOf = (blocks: { cid: CID }[]) => blocks.map(({ cid }) => cid);
  let subject: Subject;
  beforeEach(() => {
    subject = start();
  });

  async function keep(bytes: Uint8Array) {
    const file = await cutFile(bytes);
    for (const { cid, bytes: block } of file.blocks) await subject.store.put(cid, block);
    await subject.store.pin(file.cid);
    return file;
  }

  it("gives back a file of several blocks, under the id that the protocol gives it", async () => {
    const { cid, blocks } = await keep(large);
    expect(blocks).to.have.length(4);
    expect(cid.toString()).to.equal(contentIdOf(large));
    expect((await readFileOf([subject.store], cid))?.equals(large)).to.equal(true);
    expect(await subject.store.hasPinned(cid, idsOf(blocks))).to.equal(true);
  });

  it("has nothing for an id that it was never given", async () => {
    const { cid, blocks } = await cutFile(Buffer.from("never"));
    expect(await subject.store.get(cid)).to.equal(null);
    expect(await subject.store.hasPinned(cid, idsOf(blocks))).to.equal(false);
    expect(await readFileOf([subject.store], cid)).to.equal(null);
    await subject.store.remove(cid, idsOf(blocks));
  });

  it("refuses bytes that do not hash to their id", async () => {
    const { cid } = await cutFile(Buffer.from("one"));
    const error = await subject.store.put(cid, Buffer.from("another")).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(Error);
    expect(await subject.store.get(cid)).to.equal(null);
  });

  it("is not believed when it gives back other bytes", async () => {
    const { cid } = await keep(Buffer.from("true"));
    subject.corrupt(cid);
    const error = await readFileOf([subject.store], cid).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(WrongBlock);
  });

  it("does not keep what it was told to remove", async () => {
    const { cid, blocks } = await keep(large);
    await subject.store.remove(cid, idsOf(blocks));
    expect(await subject.store.hasPinned(cid, idsOf(blocks))).to.equal(false);
  });
}

describe("the embedded block store", () => {
  behavesLikeABlockStore(() => {
    const directory = mkdtempSync(join(tmpdir(), "waybill-blocks-"));
    return { store: embeddedBlocks(directory), corrupt: (cid) => writeFileSync(join(directory, cid.toString()), "forged") };
  });
});

describe("the block store of an IPFS node", () => {
  let kubo: FakeKubo;
  before(async () => {
    kubo = await startFakeKubo();
  });
  after(() => kubo.stop());

  behavesLikeABlockStore(() => {
    kubo.blocks.clear();
    kubo.pins.clear();
    return { store: kuboBlocks(kubo.url), corrupt: (cid) => kubo.blocks.set(cid.toString(), Buffer.from("forged")) };
  });

  it("says so when the node is away, rather than that it has nothing", async () => {
    const { cid } = await cutFile(Buffer.from("away"));
    const error = await kuboBlocks("http://127.0.0.1:1")
      .get(cid)
      .catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(Error);
  });
});
