import { network } from "hardhat";

/** One simulated chain for all files; fixtures put it back to where they need it. */
export const { ethers, networkHelpers } = await network.create();

/** Deploys a contract by name; the caller names its type, as generated types exist only after a build. */
export async function deploy<Contract>(name: string, parameters: unknown[] = []): Promise<Contract> {
  return (await ethers.deployContract(name, parameters)) as unknown as Contract;
}
