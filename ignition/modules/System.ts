import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { grantRoles } from "../roles.ts";
import SupplyChain from "./SupplyChain.ts";

/**
 * The whole: both contracts and the permission table filled in.
 *
 * Parameters: `admin` (holds ADMIN; a multisig where it matters), `registrar`, `guardian`, and the delays in seconds that an action of
 * ADMIN or REGISTRAR waits before it may run (0 by default). Run `HandOverAdmin` afterwards when admin is not the deployer.
 */
export default buildModule("System", (m) => {
  const contracts = m.useModule(SupplyChain);
  grantRoles(m, contracts);
  return contracts;
});
