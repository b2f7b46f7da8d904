import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

/**
 * The permission table: OpenZeppelin's AccessManager, unmodified. The deployer is its first administrator, so that the modules after
 * this one can fill the table; `HandOverAdmin` takes the deployer out again.
 */
export default buildModule("AccessManager", (m) => {
  const accessManager = m.contract("AccessManager", [m.getAccount(0)]);
  return { accessManager };
});
