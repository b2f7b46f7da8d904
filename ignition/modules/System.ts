import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { grantRoles } from "../roles.ts";
import CarbonToken from "./CarbonToken.ts";
import SupplyChain from "./SupplyChain.ts";

/**
 * The whole: all contracts and the permission table filled in.
 *
 * Parameters: `admin` (holds ADMIN; a multisig where it matters), `registrar`, `guardian`, `issuer`, `verifier` (never the issuer), and the
 * delays in seconds that an action of ADMIN or REGISTRAR waits before it may run (0 by default). Run `HandOverAdmin` afterwards when admin is
 * not the deployer.
 */
export default buildModule("System", (m) => {
  const { accessManager, supplyChain } = m.useModule(SupplyChain);
  const { carbonToken } = m.useModule(CarbonToken);
  const contracts = { accessManager, supplyChain, carbonToken };
  grantRoles(m, contracts, { hasVerifier: true });
  return contracts;
});
