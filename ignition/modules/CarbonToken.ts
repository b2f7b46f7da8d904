import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { METADATA_URI } from "../metadata-uri.ts";
import AccessManager from "./AccessManager.ts";

/**
 * Grams of CO₂e. Immutable: its arguments are the permission table and the address of the descriptions.
 *
 * Parameters: `metadataUri`, with `{id}` where the batch's id goes (ERC-1155).
 */
export default buildModule("CarbonToken", (m) => {
  const { accessManager } = m.useModule(AccessManager);
  const carbonToken = m.contract("CarbonToken", [accessManager, m.getParameter("metadataUri", METADATA_URI)]);
  return { accessManager, carbonToken };
});
