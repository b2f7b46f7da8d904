import { AbiCoder, concat, getCreate2Address, keccak256 } from "ethers";
import { readArtifact, type ContractName } from "./artifacts.ts";
import { SALT } from "./salt.ts";

/** CreateX, the factory through which Ignition's create2 strategy deploys; at this address on every chain that has it. */
export const CREATE_X = "0xba5Ed099633D3B313e4D5F7bdc1305d3c28ba5Ed";

export interface SystemAddresses {
  accessManager: string;
  supplyChain: string;
}

/**
 * Where the contracts of this source tree are or will be, for a deployer: CREATE2 over the code itself, so the right address with code
 * on it is the right code.
 */
export async function systemAddresses(deployer: string): Promise<SystemAddresses> {
  const accessManager = await create2Address("AccessManager", deployer);
  return { accessManager, supplyChain: await create2Address("SupplyChain", accessManager) };
}

/** CreateX hashes a salt that names no sender; `argument` is the constructor's one address. */
async function create2Address(name: ContractName, argument: string): Promise<string> {
  const { bytecode } = await readArtifact(name);
  const initCode = concat([bytecode, AbiCoder.defaultAbiCoder().encode(["address"], [argument])]);
  return getCreate2Address(CREATE_X, keccak256(SALT), keccak256(initCode));
}
