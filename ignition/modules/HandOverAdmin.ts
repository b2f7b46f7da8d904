import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { ROLES } from "../roles.ts";
import System from "./System.ts";

/** Takes the deployer out of ADMIN for good. Only where `System`'s admin is another account, or nobody is left to administer. */
export default buildModule("HandOverAdmin", (m) => {
  const contracts = m.useModule(System);
  const { accessManager } = contracts;
  m.call(accessManager, "renounceRole", [ROLES.ADMIN, m.getAccount(0)], { after: [System] });
  return contracts;
});
