import { expect } from "chai";
import { ZeroAddress, type BaseContract } from "ethers";
import { issuerSelectors, ROLES } from "../../ignition/roles.ts";
import { carbonFixtures, claimOf, issue, issueMessage, NOTE, signCarbon, termsFor } from "./support/carbon.ts";
import type { CarbonToken } from "./support/contracts.ts";
import { word } from "./support/fixture.ts";
import { gasFigures, spentBy, type Touched } from "./support/gas.ts";
import { deploy, ethers, networkHelpers } from "./support/network.ts";
import { expectSnapshot } from "./support/snapshot.ts";

const { loadFixture } = networkHelpers;
const { figures, record } = gasFigures();
const DEADLINE = 1_900_000_000n;

/** Serials and amounts of a tonne: as many bytes as in use. */
const TONNE = 1_000_000n;
const range = (index: bigint) => ({ firstSerial: index * TONNE + 1n, lastSerial: (index + 1n) * TONNE });

/** What a restricted function reads: the authority, and in the table whether it is closed, the function's role, and the caller's. */
const RESTRICTED = { read: 4, asked: 1 };

/** Notes what a transaction took beside the least that it could. */
async function noteDerived(name: string, sent: Parameters<typeof spentBy>[0], touched: Touched): Promise<void> {
  const { used, least } = await spentBy(sent, touched);
  const { share = 1 } = touched;
  const each = { ...touched, fresh: (touched.fresh ?? 0) / share, again: (touched.again ?? 0) / share };
  record(name, used / share, null, each, least / share);
}

describe("gas of carbon", () => {
  async function fixture() {
    const carbon = await loadFixture(carbonFixtures.CarbonToken);
    const batch = await issue(carbon, { ...range(0n), bufferShare: 1_000 });
    const { token, holder, other } = carbon;
    await token.connect(holder).safeTransferFrom(holder.address, other.address, batch, 1n, "0x");
    await token.connect(holder).retire(batch, 1n, claimOf(holder), NOTE);
    return { ...carbon, batch };
  }

  /** Does only what cannot be left out; with a permission table, it asks that, too. Every slot that is written over holds something. */
  async function deployFloor({ manager, issuer, verifier, holder }: Awaited<ReturnType<typeof fixture>>, table: string) {
    const { target } = await deploy<BaseContract>("CarbonFloor", [table]);
    const floor = (await ethers.getContractAt("CarbonToken", target)) as unknown as CarbonToken;
    await manager.setTargetFunctionRole(target, issuerSelectors(), ROLES.ISSUER);
    await floor.connect(issuer).issue(termsFor({ holder }, range(0n)), verifier.address, "0x");
    await floor.connect(holder).retire(1n, 1n, claimOf(holder), NOTE);
    return floor;
  }

  it("of issuing is measured beside the floor, with all its checks and without role check and signature", async () => {
    const carbon = await fixture();
    const { token, manager, issuer, verifier } = carbon;
    const terms = termsFor(carbon, { ...range(1n), deadline: DEADLINE });
    const signature = await signCarbon(verifier, token, "Issue", issueMessage(terms));
    const touched = { fresh: 2, again: 1, read: 1, asked: 1 };
    const guardedFloor = await deployFloor(carbon, manager.target as string);
    const guarded = await spentBy(token.connect(issuer).issue(terms, verifier.address, signature), touched);
    const guardedLeast = await spentBy(guardedFloor.connect(issuer).issue(terms, verifier.address, signature), touched);
    record("issue, all checks", guarded.used, null, touched, guardedLeast.used);

    const unguarded = await deploy<CarbonToken>("UnguardedCarbonToken");
    await unguarded.issue(termsFor(carbon, range(0n)), ZeroAddress, "0x");
    const unsigned = termsFor(carbon, { ...range(1n), deadline: 0n });
    const bare = await spentBy(unguarded.issue(unsigned, ZeroAddress, "0x"), touched);
    const bareFloor = await deployFloor(carbon, ZeroAddress);
    const bareLeast = await spentBy(bareFloor.connect(issuer).issue(unsigned, ZeroAddress, "0x"), touched);
    expectClose(bareLeast.used, bare.least);
    record("issue, before the role check and the verifier's signature", bare.used, 78_200, touched, bareLeast.used);
  });

  it("of retiring is measured beside the floor", async () => {
    const carbon = await fixture();
    const { token, holder, other, batch } = carbon;
    const floor = await deployFloor(carbon, ZeroAddress);
    const bound = claimOf(holder, { shipment: word("shipment") });
    for (const [name, goal, claim, touched] of [
      ["retire, with beneficiary and note", 39_900, claimOf(other), { again: 2 }],
      ["retire, for a shipment", 48_000, bound, { fresh: 1, again: 2 }],
    ] as const) {
      const retired = await spentBy(token.connect(holder).retire(batch, 250_000n, claim, NOTE), touched);
      const least = await spentBy(floor.connect(holder).retire(batch, 250_000n, claim, NOTE), touched);
      expectClose(least.used, retired.least);
      record(name, retired.used, goal, touched, least.used);
    }
  });

  it("of retiring several lines, by signature, and of what is said about it is measured", async () => {
    const { token, holder, other, relayer, batch } = await fixture();
    const lines = Array.from({ length: 10 }, () => batch);
    const amounts = lines.map(() => 1_000n);
    const many = token.connect(holder).retireMany(lines, amounts, claimOf(other), NOTE);
    await noteDerived("retire, ten lines, each", many, { again: 2, share: 10 });

    const message = { holder: holder.address, id: batch, amount: 1_000n, claim: claimOf(other), note: NOTE, deadline: DEADLINE };
    const bySignature = async (nonce: bigint) => {
      const signature = await signCarbon(holder, token, "Retire", { ...message, nonce });
      return token.connect(relayer).retireBySig(holder.address, batch, 1_000n, claimOf(other), NOTE, DEADLINE, signature);
    };
    await bySignature(0n);
    await noteDerived("retire, gasless for the holder", bySignature(1n), { again: 3, signed: 1 });
    await noteDerived("take signed retirements back", token.connect(holder).withdrawRetirements(), { again: 1 });
    const correction = token.connect(holder).correct(batch, 1n, 250_000n, claimOf(other), word("note"), "The order was 4712");
    await noteDerived("correct a claim", correction, {});
  });

  it("of passing on is measured", async () => {
    const { token, holder, other, relayer, batch } = await fixture();
    const passed = token.connect(holder).safeTransferFrom(holder.address, other.address, batch, 1_000n, "0x");
    await noteDerived("transfer to a holder", passed, { again: 2, read: 1, asked: 1 });
    const lines = Array.from({ length: 10 }, () => batch);
    const amounts = lines.map(() => 1_000n);
    const several = token.connect(holder).safeBatchTransferFrom(holder.address, other.address, lines, amounts, "0x");
    await noteDerived("transfer, ten lines, each", several, { again: 2, read: 1, asked: 1, share: 10 });
    await noteDerived("trust an operator", token.connect(holder).setApprovalForAll(relayer.address, true), { fresh: 1 });
  });

  it("of calling off and of stopping is measured", async () => {
    const { token, admin, issuer, verifier, guardian, holder, batch } = await fixture();
    await noteDerived("cancel", token.connect(issuer).cancel(batch, 150_000n, word("reason")), { ...RESTRICTED, again: 1 });
    await noteDerived("surrender", token.connect(holder).surrender(batch, 1_000n), { again: 2 });
    await noteDerived("take a verification back", token.connect(verifier).withdrawVerification(word("digest")), { fresh: 1 });
    // The switch lies in the authority's slot, so one of the slots that are read is the one that is written.
    await noteDerived("pause", token.connect(guardian).pause(), { ...RESTRICTED, read: 3, again: 1 });
    await noteDerived("unpause", token.connect(admin).unpause(), { ...RESTRICTED, read: 3, again: 1 });
  });

  after(() => expectSnapshot("carbon-gas", figures));
});

/** The prices of the specification, and what a contract takes that does only this: finding its branch and laying out its logs. */
function expectClose(measured: number, derived: number): void {
  expect(measured).to.be.within(derived, derived + 300);
}
