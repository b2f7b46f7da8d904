import { expect } from "chai";
import { concat, toBeHex, zeroPadValue, type BaseContract } from "ethers";
import { unitsHashOf } from "../../protocol/src/hashing/units-hash.ts";
import { leafHash, nodeHash } from "../../protocol/src/hashing/merkle-tree.ts";
import { logLeaf } from "../../protocol/src/hashing/anchor-log.ts";
import type { Address, Hex32 } from "../../protocol/src/schemas/primitives.ts";
import type { ContractWith, SupplyChain } from "./support/contracts.ts";
import { fixtures, PROFILE, word } from "./support/fixture.ts";
import { calldataGas, gasFigures, gasOf, spentBy } from "./support/gas.ts";
import { deploy, ethers, networkHelpers } from "./support/network.ts";
import { compact, sign } from "./support/signing.ts";
import { expectSnapshot } from "./support/snapshot.ts";
import { CONTENTS, cosigned, opened, UNIT } from "./support/unit.ts";

const { loadFixture, setStorageAt, getStorageAt } = networkHelpers;
const DEADLINE = 1_900_000_000n;

const { figures, record } = gasFigures();

/** What is left when nothing is checked; see contracts/mocks/SupplyChainFloor.sol. */
async function deployFloor(): Promise<SupplyChain> {
  const { target } = await deploy<BaseContract>("SupplyChainFloor");
  return (await ethers.getContractAt("SupplyChain", target)) as unknown as SupplyChain;
}

/** The prices of the specification, and what a contract takes that does only this: finding its branch, hashing, laying out its logs. */
function expectClose(measured: number, derived: number, most = 600): void {
  expect(measured).to.be.within(derived, derived + most);
}

describe("gas", function () {
  this.timeout(300_000);
  const fixture = async () => opened(await loadFixture(fixtures.SupplyChain));

  it("of handovers is measured", async () => {
    const { chain, alice, bob, relayer } = await fixture();
    let [from, to] = await cosigned(chain, alice, bob, { deadline: DEADLINE });
    const relayed = await gasOf(chain.connect(relayer).handover(UNIT, bob.address, CONTENTS, DEADLINE, from, to));
    record("handover, any signatures, relayed", relayed, null, { again: 1 });

    [from, to] = await cosigned(chain, bob, alice, { seq: 1n, deadline: DEADLINE });
    const [fromR, fromVs] = compact(from);
    const [toR, toVs] = compact(to);
    const signed = { unit: UNIT, to: alice.address, docHash: CONTENTS, deadline: DEADLINE, fromR, fromVs, toR, toVs };
    const both = await gasOf(chain.connect(relayer).handoverCompact(signed));
    const floor = await deployFloor();
    // The slot holds something by then, as that of a unit does.
    await floor.handoverCompact(signed);
    const bothLeast = await spentBy(floor.handoverCompact(signed), { again: 1, signed: 2 });
    expectClose(bothLeast.used, bothLeast.least);
    record("handover, both sides gasless", both, 39_300, { again: 1 }, bothLeast.used);
    const share = { again: 1 / 1_000, share: 1_000 };
    record("consignment of 1,000 serials, each", both / 1_000, 40, share, bothLeast.used / 1_000);

    [from] = await cosigned(chain, alice, bob, { seq: 2n, deadline: DEADLINE });
    const accepted = await gasOf(chain.connect(bob).accept(UNIT, CONTENTS, DEADLINE, ...compact(from)));
    const acceptedLeast = await spentBy(floor.accept(UNIT, CONTENTS, DEADLINE, ...compact(from)), { again: 1, signed: 1 });
    expectClose(acceptedLeast.used, acceptedLeast.least);
    record("handover, sent by the receiver", accepted, 34_400, { again: 1 }, acceptedLeast.used);
  });

  it("of a consignment is measured", async () => {
    const { chain, alice, bob, relayer } = await fixture();
    const units = Array.from({ length: 100 }, (_, i) => word(`unit ${i}`));
    for (const unit of units) await chain.connect(alice).open(unit, CONTENTS);
    const unitsHash = unitsHashOf(units.map((unit) => ({ unit: unit as Hex32, seq: 0 })));
    const message = { unitsHash, from: alice.address, to: bob.address, docHash: CONTENTS, deadline: DEADLINE };
    const [from, to] = [await sign(alice, chain, "HandoverMany", message), await sign(bob, chain, "HandoverMany", message)];
    const used = await gasOf(chain.connect(relayer).handoverMany(units, bob.address, CONTENTS, DEADLINE, from, to));
    const floor = await deployFloor();
    const leastOf = () => spentBy(floor.handoverMany(units, bob.address, CONTENTS, DEADLINE, from, to), { again: 100, signed: 2 });
    await leastOf();
    const least = await leastOf();
    expectClose(least.used / 100, least.least / 100, 200);
    record("handover, one signature pair, 100 units, each", used / 100, 8_150, { again: 1, share: 100 }, least.used / 100);
  });

  it("of opening a unit and of registration is measured", async () => {
    const { chain, alice } = await fixture();
    record("open", await gasOf(chain.connect(alice).open(word("another"), CONTENTS)), null, { fresh: 1 });
    const unguarded = await deploy<SupplyChain>("UnguardedSupplyChain");
    const registered = await gasOf(unguarded.registerActor(alice.address, 7, PROFILE));
    const least = await spentBy((await deployFloor()).registerActor(alice.address, 7, PROFILE), { fresh: 1 });
    expectClose(least.used, least.least);
    record("register actor, before the role check", registered, 46_200, { fresh: 1 }, least.used);
  });

  it("of anchors is measured over a full doubling of the log", async () => {
    const { chain, alice } = await fixture();
    let total = 0;
    for (let i = 0; i < 1_024; i++) {
      const used = await gasOf(chain.connect(alice).anchor(word(`root ${i}`)));
      if (i >= 512) total += used;
    }
    const mean = total / 512;
    record("anchor, mean over a doubling", mean, 35_900, { again: 1.5 });
    // Both write one slot, and the same root; what one takes more than the other it takes everywhere.
    const checkpoint = await gasOf(chain.connect(alice).anchorCheckpoint(word("root")));
    await chain.connect(alice).anchor(word("between"));
    const more = checkpoint - (await gasOf(chain.connect(alice).anchor(word("root"))));
    record("anchor a checkpoint, mean over a doubling", mean + more, null, { again: 1.5 });
    record("per event, 1,024 a batch", mean / 1_024, 36, { again: 1.5 / 1_024, share: 1_024 });
    record("per event, 65,536 a batch", mean / 65_536, 0.6, { again: 1.5 / 65_536, share: 65_536 });
  });

  it("of proving one event on chain is measured, for a batch of 1,024 in a log of 1,048,576", async () => {
    const { chain, alice } = await fixture();
    const proof = proofOfDepth(10, 20, alice.address as Address);
    await putSubtree(chain, 20, proof.subtree);
    expect(await chain.verifyCommitment(proof.argument)).to.equal(true);

    const data = chain.interface.encodeFunctionData("verifyCommitment", [proof.argument]);
    const meter = await deploy<ContractWith<"measure">>("GasMeter");
    // A call to an account that was not touched before costs 2,600; a transaction has paid for its target.
    const within = async ({ target }: SupplyChain) => 21_000 + calldataGas(data) + Number((await meter.measure(target, data)).used) - 2_600;
    record("prove one event, as part of another transaction", await within(chain), 46_000, {}, await within(await deployFloor()));
    const alone = await gasOf(alice.sendTransaction({ to: chain.target, data }));
    // EIP-7623: a transaction that does little pays 10 gas per token of calldata, so this floor cannot be passed under.
    record("prove one event, alone (floor of EIP-7623)", alone, null);
    expect(alone).to.be.at.least(21_000 + (calldataGas(data) * 10) / 4);
  });

  after(() => expectSnapshot("gas", figures));
});

/** A commitment proof with paths of these depths, every step a left child; `subtree` is where the log path leads. */
function proofOfDepth(batchDepth: number, logDepth: number, author: Address) {
  const siblings = (what: string, depth: number) => Array.from({ length: depth }, (_, i) => word(`${what} ${i}`) as Hex32);
  const climb = (leaf: Hex32, path: Hex32[]) => path.reduce((node, sibling) => nodeHash(node, sibling), leaf);
  const commitment = word("commitment") as Hex32;
  const [batchPath, logPath] = [siblings("batch", batchDepth), siblings("log", logDepth)];
  const root = climb(leafHash(commitment), batchPath);
  const timestamp = 1_800_000_000;
  const argument = { commitment, position: 0, batchSize: 2 ** batchDepth, batchPath, author, timestamp, index: 0, logPath };
  return { argument, subtree: climb(logLeaf({ root, author, timestamp }), logPath) };
}

/** Writes a log of 2^level leaves into the contract's storage: a million anchors would take too long. */
async function putSubtree(chain: SupplyChain, level: number, subtree: Hex32): Promise<void> {
  const address = chain.target as string;
  await chain.anchor(word("probe"));
  const [probe] = await chain.frontier();
  let first = 0;
  while ((await getStorageAt(address, first)) !== probe) {
    if (++first > 100) throw new Error("the log's slots were not found");
  }
  const state = concat([toBeHex(2 ** (level - 1), 8), zeroPadValue("0x", 24)]);
  await setStorageAt(address, first - 1, state);
  await setStorageAt(address, first + level, subtree);
}
