import { AbiCoder, concat, getCreate2Address, keccak256 } from "ethers";
import { METADATA_URI } from "../../ignition/metadata-uri.ts";
import { readArtifact, type ContractName } from "./artifacts.ts";
import { SALT } from "./salt.ts";

/** CreateX, the factory through which Ignition's create2 strategy deploys; at this address on every chain that has it. */
export const CREATE_X = "0xba5Ed099633D3B313e4D5F7bdc1305d3c28ba5Ed";

export interface SystemAddresses {
  accessManager: string;
  supplyChain: string;
  carbonToken: string;
}

/**
 * Where the contracts of this source tree are or will be, for a deployer: CREATE2 over the code itself, so the right address with code
 * on it is the right code. The token's arguments hold the address of its descriptions too.
 */
export async function systemAddresses(deployer: string, metadataUri: string = METADATA_URI): Promise<SystemAddresses> {
  const accessManager = await create2Address("AccessManager", ["address"], [deployer]);
  return {
    accessManager,
    supplyChain: await create2Address("SupplyChain", ["address"], [accessManager]),
    carbonToken: await create2Address("CarbonToken", ["address", "string"], [accessManager, metadataUri]),
  };
}

/** CreateX hashes a salt that names no sender. */
async function create2Address(name: ContractName, types: string[], values: string[]): Promise<string> {
  const { bytecode } = await readArtifact(name);
  const initCode = concat([bytecode, AbiCoder.defaultAbiCoder().encode(types, values)]);
  return getCreate2Address(CREATE_X, keccak256(SALT), keccak256(initCode));
}
