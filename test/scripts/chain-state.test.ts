import { mkdtempSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { createChainStateFiles } from "../../scripts/start/chain-state.ts";
import { mine, sendSomething, startAnvil } from "../support/anvil.ts";
import { runDirectory } from "../support/resources.ts";

const SOME_ACCOUNT = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

describe("the chain's memory on disk", () => {
  const folder = () => mkdtempSync(join(runDirectory(), "chain-"));

  it("is empty at first", () => {
    expect(createChainStateFiles(folder()).unpack()).to.equal(undefined);
  });

  it("gives back blocks, transactions and receipts to a new node", async () => {
    const first = await startAnvil();
    const hash = await sendSomething(first.url);
    const receipt = await first.rpc("eth_getTransactionReceipt", [hash]);
    const files = createChainStateFiles(folder());
    await files.save(first.url);
    await first.stop();

    const second = await startAnvil(["--load-state", files.unpack()?.path ?? ""]);
    expect(await second.rpc("eth_getTransactionReceipt", [hash])).to.deep.equal(receipt);
    await mine(second, 2);
    expect(await second.rpc("eth_getBalance", [SOME_ACCOUNT, "finalized"]), "the state behind `finalized` is known").to.match(/^0x/);
  });

  it("falls back to the older copy when the newest is cut off, and keeps that one safe", async () => {
    const anvil = await startAnvil();
    const place = folder();
    const newest = join(place, "state.json.gz");
    const files = createChainStateFiles(place);
    await files.save(anvil.url);
    const good = readFileSync(newest);
    await mine(anvil);
    await files.save(anvil.url);
    truncateSync(newest, 60);

    const later = createChainStateFiles(place);
    expect(later.unpack()?.isOlder).to.equal(true);
    await later.save(anvil.url);
    expect(readFileSync(join(place, "state.previous.json.gz")).equals(good), "a damaged copy never replaces a good one").to.equal(true);
    expect(later.unpack()?.isOlder).to.equal(false);
  });

  it("does not begin anew in silence when no copy is whole", () => {
    const place = folder();
    writeFileSync(join(place, "state.json.gz"), "torn");
    expect(() => createChainStateFiles(place).unpack()).to.throw("no copy of the chain's state is whole");
  });
});
