import { expect } from "chai";
import { id, ZeroAddress } from "ethers";
import { ROLES } from "../../ignition/roles.ts";
import { ISSUE_TYPES } from "../../protocol/src/typed-data/carbon-types.ts";
import {
  accountsOf,
  carbonDigest,
  carbonDomain,
  carbonFixtures,
  issue,
  issueMessage,
  SAVING_HASH,
  signCarbon,
  termsFor,
} from "./support/carbon.ts";
import { PROJECT, REGISTRY, TOKENS, type Carbon, type Terms } from "./support/carbon.ts";
import type { KeyWallet } from "./support/contracts.ts";
import { deploy, ethers, networkHelpers } from "./support/network.ts";

const { loadFixture, time } = networkHelpers;
const MOST = 2n ** 48n - 1n;

interface Verification {
  /** What differs in the terms that are signed. */
  signed?: Partial<Terms>;
  by?: Carbon["verifier"];
  /** Whose signature it is said to be. */
  as?: string;
}

/** Sends terms with the verifier's signature over them, or over others. */
async function send(carbon: Carbon, changes: Partial<Terms> = {}, verification: Verification = {}) {
  const { token, issuer } = carbon;
  const { signed = {}, by = carbon.verifier, as = by.address } = verification;
  const terms = termsFor(carbon, changes);
  const signature = await signCarbon(by, token, "Issue", issueMessage({ ...terms, ...signed }));
  return token.connect(issuer).issue(terms, as, signature);
}

for (const implementation of TOKENS) {
  describe(`issuing with ${implementation}`, () => {
    const fixture = carbonFixtures[implementation];

    it("gives the receiver the grams of the range but for the buffer, and tells everything", async () => {
      const carbon = await loadFixture(fixture);
      const { token, issuer, verifier, holder } = carbon;
      const batch = await token.batchIdOf(REGISTRY, PROJECT, 2024, 1n);
      await expect(send(carbon))
        .to.emit(token, "Issued")
        .withArgs(batch, holder.address, verifier.address, REGISTRY, PROJECT, 2024, 1n, 1_000n, 1_000, SAVING_HASH)
        .and.to.emit(token, "TransferSingle")
        .withArgs(issuer.address, ZeroAddress, holder.address, batch, 900n);
      expect(await accountsOf(token, batch)).to.deep.equal({ issued: 1_000n, retired: 0n, cancelled: 0n, buffer: 100n, deficit: 0n });
      expect(await token.balanceOf(holder.address, batch)).to.equal(900n);
      expect([...(await token.serialsOf(REGISTRY, PROJECT, 2024))]).to.deep.equal([1_000n, batch]);
    });

    it("is restricted to issuers", async () => {
      const carbon = await loadFixture(fixture);
      const { token, verifier, holder, admin } = carbon;
      const terms = termsFor(carbon);
      const signature = await signCarbon(verifier, token, "Issue", issueMessage(terms));
      const restricted = await ethers.getContractAt("CarbonToken", token.target);
      for (const caller of [admin, verifier, holder]) {
        await expect(token.connect(caller).issue(terms, verifier.address, signature))
          .to.be.revertedWithCustomError(restricted, "AccessManagedUnauthorized")
          .withArgs(caller.address);
      }
    });

    it("withholds a part of a gram as a whole one, and nothing when the share is zero", async () => {
      const carbon = await loadFixture(fixture);
      const first = await issue(carbon, { lastSerial: 3n, bufferShare: 1 });
      expect((await accountsOf(carbon.token, first)).buffer).to.equal(1n);
      const second = await issue(carbon, { firstSerial: 4n, lastSerial: 4n, bufferShare: 0 });
      expect(await carbon.token.balanceOf(carbon.holder.address, second)).to.equal(1n);
    });

    it("takes the largest amount that fits, and no more", async () => {
      const carbon = await loadFixture(fixture);
      const batch = await issue(carbon, { lastSerial: MOST, bufferShare: 0 });
      expect((await accountsOf(carbon.token, batch)).issued).to.equal(MOST);
      const range = { firstSerial: MOST + 1n, lastSerial: 2n * MOST + 1n };
      await expect(send(carbon, range))
        .to.be.revertedWithCustomError(carbon.token, "CarbonTokenInvalidSerials")
        .withArgs(range.firstSerial, range.lastSerial);
      await issue(carbon, { firstSerial: 2n ** 64n - 1n, lastSerial: 2n ** 64n - 1n, bufferShare: 0 });
      await expect(send(carbon, { firstSerial: 0n, lastSerial: 2n ** 64n - 1n })).to.be.revertedWithCustomError(
        carbon.token,
        "CarbonTokenInvalidSerials",
      );
    });

    for (const [firstSerial, lastSerial] of [
      [0n, 10n],
      [11n, 10n],
    ] as const) {
      it(`refuses serials from ${firstSerial} to ${lastSerial}`, async () => {
        const carbon = await loadFixture(fixture);
        await expect(send(carbon, { firstSerial, lastSerial }))
          .to.be.revertedWithCustomError(carbon.token, "CarbonTokenInvalidSerials")
          .withArgs(firstSerial, lastSerial);
      });
    }

    for (const [firstSerial, lastSerial] of [
      [1n, 1_000n],
      [1n, 1n],
      [1_000n, 1_001n],
      [500n, 600n],
      [500n, 5_000n],
    ] as const) {
      it(`refuses serials ${firstSerial} to ${lastSerial} after 1 to 1,000, and names the batch that has them`, async () => {
        const carbon = await loadFixture(fixture);
        const taken = await issue(carbon);
        await expect(send(carbon, { firstSerial, lastSerial, bufferShare: 0 }))
          .to.be.revertedWithCustomError(carbon.token, "CarbonTokenSerialsTaken")
          .withArgs(taken, 1_000n, firstSerial);
      });
    }

    it("goes on above the highest serial, and starts again for another registry, project or year", async () => {
      const carbon = await loadFixture(fixture);
      await issue(carbon);
      const above = await issue(carbon, { firstSerial: 1_001n, lastSerial: 1_010n });
      expect([...(await carbon.token.serialsOf(REGISTRY, PROJECT, 2024))]).to.deep.equal([1_010n, above]);
      const ids = [
        await issue(carbon, { registry: id("another") }),
        await issue(carbon, { project: id("another") }),
        await issue(carbon, { vintage: 2023 }),
      ];
      expect(new Set(ids).size).to.equal(3);
    });

    it("refuses a year that has not begun or is absurd", async () => {
      const carbon = await loadFixture(fixture);
      const now = new Date((await time.latest()) * 1_000).getUTCFullYear();
      for (const vintage of [0, 1989, now + 1, 65_535]) {
        await expect(send(carbon, { vintage })).to.be.revertedWithCustomError(carbon.token, "CarbonTokenInvalidVintage").withArgs(vintage);
      }
      await issue(carbon, { vintage: 1990 });
    });

    it("refuses a buffer that leaves nothing", async () => {
      const carbon = await loadFixture(fixture);
      for (const bufferShare of [10_000, 10_001, 65_535, 9_999]) {
        await expect(send(carbon, { bufferShare }))
          .to.be.revertedWithCustomError(carbon.token, "CarbonTokenInvalidBufferShare")
          .withArgs(bufferShare);
      }
      await expect(send(carbon, { lastSerial: 1n, bufferShare: 1 })).to.be.revertedWithCustomError(
        carbon.token,
        "CarbonTokenInvalidBufferShare",
      );
    });

    it("needs a receiver, and one that takes tokens", async () => {
      const carbon = await loadFixture(fixture);
      const interfaces = await ethers.getContractAt("CarbonToken", carbon.token.target);
      await expect(send(carbon, { to: ZeroAddress })).to.be.revertedWithCustomError(interfaces, "ERC1155InvalidReceiver");
      await expect(send(carbon, { to: carbon.manager.target as string })).to.be.revertedWithCustomError(
        interfaces,
        "ERC1155InvalidReceiver",
      );
    });

    describe("needs a verifier", () => {
      it("who signed exactly these terms", async () => {
        const carbon = await loadFixture(fixture);
        const { token, verifier, other } = carbon;
        const wrong: Partial<Terms>[] = [
          { to: other.address },
          { registry: id("another") },
          { project: id("another") },
          { vintage: 2023 },
          { firstSerial: 2n },
          { lastSerial: 1_001n },
          { bufferShare: 999 },
          { deadline: 2n ** 47n },
        ];
        const digest = await carbonDigest(token, "Issue", issueMessage(termsFor(carbon)));
        for (const signed of wrong) {
          await expect(send(carbon, {}, { signed }), Object.keys(signed)[0])
            .to.be.revertedWithCustomError(token, "CarbonTokenInvalidSignature")
            .withArgs(verifier.address, digest);
        }
        await expect(send(carbon, { savingHash: id("another saving") })).to.be.revertedWithCustomError(
          token,
          "CarbonTokenInvalidSignature",
        );
      });

      it("whose signature was not made for another chain", async () => {
        const carbon = await loadFixture(fixture);
        const { token, issuer, verifier } = carbon;
        const terms = termsFor(carbon);
        const domain = { ...(await carbonDomain(token)), chainId: 1 };
        const types = { Issue: [...ISSUE_TYPES.Issue], Saving: [...ISSUE_TYPES.Saving] };
        const signature = await verifier.signTypedData(domain, types, issueMessage(terms));
        await expect(token.connect(issuer).issue(terms, verifier.address, signature)).to.be.revertedWithCustomError(
          token,
          "CarbonTokenInvalidSignature",
        );
      });

      it("within the deadline, to the second", async () => {
        const carbon = await loadFixture(fixture);
        const at = (await time.latest()) + 100;
        await time.setNextBlockTimestamp(at);
        await send(carbon, { deadline: BigInt(at) });
        await time.setNextBlockTimestamp(at + 101);
        await expect(send(carbon, { firstSerial: 1_001n, lastSerial: 1_001n, bufferShare: 0, deadline: BigInt(at + 100) }))
          .to.be.revertedWithCustomError(carbon.token, "CarbonTokenLapsed")
          .withArgs(at + 100, at + 101);
      });

      it("who has the role now", async () => {
        const carbon = await loadFixture(fixture);
        const { token, manager, verifier, other } = carbon;
        await expect(send(carbon, {}, { by: other }))
          .to.be.revertedWithCustomError(token, "CarbonTokenNotVerifier")
          .withArgs(other.address);
        await manager.revokeRole(ROLES.VERIFIER, verifier.address);
        await expect(send(carbon)).to.be.revertedWithCustomError(token, "CarbonTokenNotVerifier").withArgs(verifier.address);
      });

      it("who is not the receiver", async () => {
        const carbon = await loadFixture(fixture);
        await expect(send(carbon, { to: carbon.verifier.address }))
          .to.be.revertedWithCustomError(carbon.token, "CarbonTokenVerifierIsHolder")
          .withArgs(carbon.verifier.address);
      });

      it("who may not issue, be it at once, with a delay, or for another issuer", async () => {
        const carbon = await loadFixture(fixture);
        const { token, manager, issuer, verifier } = carbon;
        await manager.grantRole(ROLES.VERIFIER, issuer.address, 0);
        await expect(send(carbon, {}, { by: issuer }))
          .to.be.revertedWithCustomError(token, "CarbonTokenVerifierIsIssuer")
          .withArgs(issuer.address);
        for (const delay of [0, 3_600]) {
          await manager.grantRole(ROLES.ISSUER, verifier.address, delay);
          await expect(send(carbon)).to.be.revertedWithCustomError(token, "CarbonTokenVerifierIsIssuer").withArgs(verifier.address);
          await manager.revokeRole(ROLES.ISSUER, verifier.address);
        }
        await send(carbon);
      });

      it("who has not taken the signature back", async () => {
        const carbon = await loadFixture(fixture);
        const { token, verifier } = carbon;
        const digest = await carbonDigest(token, "Issue", issueMessage(termsFor(carbon)));
        await token.connect(carbon.other).withdrawVerification(digest);
        await expect(token.connect(verifier).withdrawVerification(digest))
          .to.emit(token, "VerificationWithdrawn")
          .withArgs(verifier.address, digest);
        expect(await token.isWithdrawn(verifier.address, digest)).to.equal(true);
        await expect(send(carbon))
          .to.be.revertedWithCustomError(token, "CarbonTokenVerificationWithdrawn")
          .withArgs(verifier.address, digest);
        await send(carbon, { deadline: 2n ** 47n });
      });

      it("whom nobody can impersonate, be it with no signature or as nobody", async () => {
        const carbon = await loadFixture(fixture);
        const { token, issuer, verifier, manager } = carbon;
        for (const signature of ["0x", `0x${"00".repeat(65)}`, `0x${"11".repeat(64)}`, `0x${"22".repeat(66)}`]) {
          await expect(token.connect(issuer).issue(termsFor(carbon), verifier.address, signature)).to.be.revertedWithCustomError(
            token,
            "CarbonTokenInvalidSignature",
          );
        }
        await manager.grantRole(ROLES.VERIFIER, ZeroAddress, 0);
        await expect(send(carbon, {}, { as: ZeroAddress })).to.be.revertedWithCustomError(token, "CarbonTokenInvalidSignature");
      });

      it("who may be a contract", async () => {
        const carbon = await loadFixture(fixture);
        const { token, manager, verifier } = carbon;
        const wallet = await deploy<KeyWallet>("KeyWallet", [verifier.address]);
        await manager.grantRole(ROLES.VERIFIER, wallet.target, 0);
        await send(carbon, {}, { as: wallet.target as string });
        await expect(
          send(carbon, { firstSerial: 2_000n, lastSerial: 3_000n }, { by: carbon.other, as: wallet.target as string }),
        ).to.be.revertedWithCustomError(token, "CarbonTokenInvalidSignature");
      });
    });

    it("is stopped by a pause, and goes on after it", async () => {
      const carbon = await loadFixture(fixture);
      await carbon.token.connect(carbon.guardian).pause();
      await expect(send(carbon)).to.be.revertedWithCustomError(carbon.token, "CarbonTokenPaused");
      await carbon.token.connect(carbon.admin).unpause();
      await send(carbon);
    });
  });
}
