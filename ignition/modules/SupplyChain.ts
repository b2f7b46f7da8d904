import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import AccessManager from "./AccessManager.ts";

/** Actors, anchor log and custody. Immutable: its only argument is the permission table. */
export default buildModule("SupplyChain", (m) => {
  const { accessManager } = m.useModule(AccessManager);
  const supplyChain = m.contract("SupplyChain", [accessManager]);
  return { accessManager, supplyChain };
});
