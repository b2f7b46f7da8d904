import { network } from "hardhat";

/** One simulated chain for all files; fixtures put it back to where they need it. */
export const { ethers, networkHelpers } = await network.create();
