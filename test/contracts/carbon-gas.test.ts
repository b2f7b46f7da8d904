import { ZeroAddress } from "ethers";
import { carbonFixtures, claimOf, issue, issueMessage, NOTE, signCarbon, termsFor } from "./support/carbon.ts";
import type { CarbonToken } from "./support/contracts.ts";
import { word } from "./support/fixture.ts";
import { gasFigures, gasOf } from "./support/gas.ts";
import { deploy, networkHelpers } from "./support/network.ts";
import { expectSnapshot } from "./support/snapshot.ts";

const { loadFixture } = networkHelpers;
const { figures, record } = gasFigures();
const DEADLINE = 1_900_000_000n;

/** Serials and amounts of a tonne: as many bytes as in use. */
const TONNE = 1_000_000n;
const range = (index: bigint) => ({ firstSerial: index * TONNE + 1n, lastSerial: (index + 1n) * TONNE });

describe("gas of carbon", () => {
  async function fixture() {
    const carbon = await loadFixture(carbonFixtures.CarbonToken);
    const batch = await issue(carbon, { ...range(0n), bufferShare: 1_000 });
    const { token, holder, other } = carbon;
    await token.connect(holder).safeTransferFrom(holder.address, other.address, batch, 1n, "0x");
    await token.connect(holder).retire(batch, 1n, claimOf(holder), NOTE);
    return { ...carbon, batch };
  }

  it("of issuing is measured, with all its checks and without role check and signature", async () => {
    const carbon = await fixture();
    const { token, issuer, verifier } = carbon;
    const terms = termsFor(carbon, { ...range(1n), deadline: DEADLINE });
    const signature = await signCarbon(verifier, token, "Issue", issueMessage(terms));
    const guarded = await gasOf(token.connect(issuer).issue(terms, verifier.address, signature));
    record("issue, all checks", guarded, null, { fresh: 2, again: 1 });

    const unguarded = await deploy<CarbonToken>("UnguardedCarbonToken");
    await unguarded.issue(termsFor(carbon, range(0n)), ZeroAddress, "0x");
    const bare = await gasOf(unguarded.issue(termsFor(carbon, { ...range(1n), deadline: 0n }), ZeroAddress, "0x"));
    record("issue, before the role check and the verifier's signature", bare, 78_200, { fresh: 2, again: 1 });
  });

  it("of retiring is measured", async () => {
    const { token, holder, other, relayer, batch } = await fixture();
    const plain = await gasOf(token.connect(holder).retire(batch, 250_000n, claimOf(other), NOTE));
    record("retire, with beneficiary and note", plain, 39_900, { again: 2 });

    const bound = claimOf(other, { shipment: word("shipment") });
    record("retire, for a shipment", await gasOf(token.connect(holder).retire(batch, 250_000n, bound, NOTE)), 48_000, {
      fresh: 1,
      again: 2,
    });

    const lines = Array.from({ length: 10 }, () => batch);
    const many = await gasOf(
      token.connect(holder).retireMany(
        lines,
        lines.map(() => 1_000n),
        claimOf(other),
        NOTE,
      ),
    );
    record("retire, ten lines, each", many / 10, null, { again: 2 / 10, share: 10 });

    const message = { holder: holder.address, id: batch, amount: 1_000n, claim: claimOf(other), note: NOTE, deadline: DEADLINE };
    for (const nonce of [0n, 1n]) {
      const signature = await signCarbon(holder, token, "Retire", { ...message, nonce });
      const sent = token.connect(relayer).retireBySig(holder.address, batch, 1_000n, claimOf(other), NOTE, DEADLINE, signature);
      const used = await gasOf(sent);
      if (nonce === 1n) record("retire, gasless for the holder", used, null, { again: 3 });
    }
  });

  it("of passing on and of calling off is measured", async () => {
    const { token, issuer, holder, other, batch } = await fixture();
    const passed = await gasOf(token.connect(holder).safeTransferFrom(holder.address, other.address, batch, 1_000n, "0x"));
    record("transfer to a holder", passed, null, { again: 2 });
    const cancelled = await gasOf(token.connect(issuer).cancel(batch, 150_000n, word("reason")));
    record("cancel, role check included", cancelled, null, { again: 1 });
    record("surrender", await gasOf(token.connect(holder).surrender(batch, 1_000n)), null, { again: 2 });
  });

  after(() => expectSnapshot("carbon-gas", figures));
});
