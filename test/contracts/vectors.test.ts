import { expect } from "chai";
import { readFile } from "node:fs/promises";
import type { LibraryHarness } from "./support/contracts.ts";
import { fixtures } from "./support/fixture.ts";
import { deploy, ethers, networkHelpers } from "./support/network.ts";

const { loadFixture, time } = networkHelpers;

interface Tree {
  size: number;
  root: string;
  frontier: string[];
  inclusion: { index: number; size: number; path: string[] }[];
}

interface Vectors {
  entries: { root: string; author: string; timestamp: number }[];
  values: string[];
  leaves: string[];
  trees: Tree[];
}

async function vectors(name: "log" | "merkle"): Promise<Vectors> {
  return JSON.parse(await readFile(new URL(`../../protocol/vectors/${name}.json`, import.meta.url), "utf8")) as Vectors;
}

/** Where to take leaves from before the log of each size is compared. */
interface Log {
  head(): Promise<string>;
  frontier(): Promise<string[]>;
  verify(leaf: string, index: number, path: string[], size: number): Promise<boolean>;
}

async function expectTree(log: Log, { size, root, frontier, inclusion }: Tree, leaves: string[]): Promise<void> {
  expect(await log.head(), `head at ${size}`).to.equal(root);
  expect(await log.frontier(), `frontier at ${size}`).to.deep.equal(frontier);
  for (const { index, path } of inclusion)
    expect(await log.verify(leaves[index]!, index, path, size), `${index} of ${size}`).to.equal(true);
}

describe("the shared vectors", () => {
  it("of the log hold in the contract, author by author and second by second", async () => {
    const { chain } = await loadFixture(fixtures.SupplyChain);
    const { entries, leaves, trees } = await vectors("log");
    expect(trees).to.have.length(entries.length + 1);
    for (const tree of trees) {
      await expectTree(chain, tree, leaves);
      const next = entries[tree.size];
      if (next === undefined) return;
      await networkHelpers.impersonateAccount(next.author);
      await networkHelpers.setBalance(next.author, ethers.parseEther("1"));
      await time.setNextBlockTimestamp(next.timestamp);
      await chain.connect(await ethers.getSigner(next.author)).anchor(next.root);
    }
  });

  it("of Merkle trees hold in the library, which also makes the same leaf hashes", async () => {
    const library = await deploy<LibraryHarness>("LibraryHarness");
    const log: Log = { head: library.root, frontier: library.frontier, verify: library.verify };
    const { values, leaves, trees } = await vectors("merkle");
    for (const tree of trees) {
      await expectTree(log, tree, leaves);
      const value = values[tree.size];
      if (value === undefined) return;
      expect(await library.leafHash(value)).to.equal(leaves[tree.size]);
      await library.append(leaves[tree.size]!);
    }
  });
});
