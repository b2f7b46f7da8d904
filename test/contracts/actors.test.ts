import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { fixtures, IMPLEMENTATIONS, PROFILE } from "./support/fixture.ts";
import { networkHelpers } from "./support/network.ts";

const { loadFixture, time } = networkHelpers;
const OTHER_PROFILE = `0x${"b2".repeat(20)}`;

for (const implementation of IMPLEMENTATIONS) {
  describe(`actors of ${implementation}`, () => {
    const fixture = fixtures[implementation];

    it("an account that was never registered is all zero", async () => {
      const { chain, stranger } = await loadFixture(fixture);
      expect([...(await chain.actorOf(stranger.address))]).to.deep.equal([0n, 0n, 0n, `0x${"00".repeat(20)}`]);
    });

    it("a registration is evented and keeps roles, profile and the block's time", async () => {
      const { chain, registrar, stranger } = await loadFixture(fixture);
      const at = (await time.latest()) + 100;
      await time.setNextBlockTimestamp(at);
      await expect(chain.connect(registrar).registerActor(stranger.address, 0xffff, PROFILE))
        .to.emit(chain, "ActorRegistered")
        .withArgs(stranger.address, 0xffff, PROFILE);
      expect([...(await chain.actorOf(stranger.address))]).to.deep.equal([0xffffn, BigInt(at), 0n, PROFILE]);
    });

    it("registering again replaces roles and profile but not the first time", async () => {
      const { chain, registrar, alice } = await loadFixture(fixture);
      const { registeredAt } = await chain.actorOf(alice.address);
      await chain.connect(registrar).registerActor(alice.address, 6, OTHER_PROFILE);
      expect([...(await chain.actorOf(alice.address))]).to.deep.equal([6n, registeredAt, 0n, OTHER_PROFILE]);
    });

    it("a revocation is evented, keeps everything else and is dated", async () => {
      const { chain, registrar, alice } = await loadFixture(fixture);
      const before = await chain.actorOf(alice.address);
      await expect(chain.connect(registrar).revokeActor(alice.address)).to.emit(chain, "ActorRevoked").withArgs(alice.address);
      const revokedAt = BigInt(await time.latest());
      expect([...(await chain.actorOf(alice.address))]).to.deep.equal([before.roles, before.registeredAt, revokedAt, before.profileHash]);
    });

    it("a revoked account can neither be registered nor revoked again", async () => {
      const { chain, registrar, alice } = await loadFixture(fixture);
      await chain.connect(registrar).revokeActor(alice.address);
      const { revokedAt } = await chain.actorOf(alice.address);
      for (const call of [
        chain.connect(registrar).registerActor(alice.address, 1, PROFILE),
        chain.connect(registrar).revokeActor(alice.address),
      ]) {
        await expect(call).to.be.revertedWithCustomError(chain, "ActorRegistryRevoked").withArgs(alice.address, revokedAt);
      }
    });

    it("an unknown account cannot be revoked", async () => {
      const { chain, registrar, stranger } = await loadFixture(fixture);
      await expect(chain.connect(registrar).revokeActor(stranger.address))
        .to.be.revertedWithCustomError(chain, "ActorRegistryUnknown")
        .withArgs(stranger.address);
    });

    it("nobody and no role cannot be registered", async () => {
      const { chain, registrar, stranger } = await loadFixture(fixture);
      await expect(chain.connect(registrar).registerActor(ZeroAddress, 1, PROFILE)).to.be.revertedWithCustomError(
        chain,
        "ActorRegistryZeroAccount",
      );
      await expect(chain.connect(registrar).registerActor(stranger.address, 0, PROFILE))
        .to.be.revertedWithCustomError(chain, "ActorRegistryNoRoles")
        .withArgs(stranger.address);
    });
  });
}
