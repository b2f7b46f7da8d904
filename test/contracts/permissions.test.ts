import { expect } from "chai";
import { id } from "ethers";
import { registrarSelectors, ROLES } from "../../ignition/roles.ts";
import { supplyChainAbi } from "../../protocol/src/abi/supply-chain.ts";
import { fixtures, PROFILE, word } from "./support/fixture.ts";
import { ethers, networkHelpers } from "./support/network.ts";

const { loadFixture, time } = networkHelpers;

describe("permissions", () => {
  it("only a registrar registers, revokes and recovers", async () => {
    const { chain, admin, alice } = await loadFixture(fixtures.SupplyChain);
    const accessManaged = await ethers.getContractAt("SupplyChain", chain.target);
    for (const caller of [admin, alice]) {
      for (const call of [
        chain.connect(caller).registerActor(alice.address, 1, PROFILE),
        chain.connect(caller).revokeActor(alice.address),
        chain.connect(caller).recover(word("unit"), alice.address, word("reason")),
      ]) {
        await expect(call).to.be.revertedWithCustomError(accessManaged, "AccessManagedUnauthorized").withArgs(caller.address);
      }
    }
  });

  it("a registrar with a delay has to schedule, and a guardian can cancel", async () => {
    const { chain, manager, admin, alice, bob, stranger } = await loadFixture(fixtures.SupplyChain);
    await manager.labelRole(ROLES.GUARDIAN, "GUARDIAN");
    await manager.setRoleGuardian(ROLES.REGISTRAR, ROLES.GUARDIAN);
    await manager.grantRole(ROLES.GUARDIAN, bob.address, 0);
    await manager.connect(admin).grantRole(ROLES.REGISTRAR, alice.address, 3600);
    const data = chain.interface.encodeFunctionData("registerActor", [stranger.address, 1, PROFILE]);

    await manager.connect(alice).schedule(chain.target, data, 0);
    await expect(manager.connect(alice).execute(chain.target, data)).to.be.revertedWithCustomError(manager, "AccessManagerNotReady");
    await time.increase(3601);
    await manager.connect(alice).execute(chain.target, data);
    expect((await chain.actorOf(stranger.address)).roles).to.equal(1n);

    await manager.connect(alice).schedule(chain.target, data, 0);
    await expect(manager.connect(bob).cancel(alice.address, chain.target, data)).to.emit(manager, "OperationCanceled");
  });

  it("the deployment restricts exactly the functions that the contract restricts", () => {
    const names = ["registerActor", "revokeActor", "recover"];
    const expected = supplyChainAbi
      .filter((item) => item.type === "function")
      .filter(({ name }) => names.includes(name))
      .map(({ name, inputs }) => id(`${name}(${inputs.map(({ type }) => type).join(",")})`).slice(0, 10));
    expect(registrarSelectors()).to.have.members(expected);
  });
});
