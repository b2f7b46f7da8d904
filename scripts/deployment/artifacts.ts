import { readFile } from "node:fs/promises";
import type { Artifact, ArtifactResolver } from "@nomicfoundation/ignition-core";

const ARTIFACTS = new URL("../../artifacts/", import.meta.url);

const SOURCES = {
  AccessManager: "@openzeppelin/contracts/access/manager/AccessManager.sol",
  SupplyChain: "contracts/SupplyChain.sol",
  CarbonToken: "contracts/CarbonToken.sol",
} as const;

export type ContractName = keyof typeof SOURCES;

/** Compiled contract by name. Throws one clear sentence when `hardhat build` has not run. */
export async function readArtifact(name: ContractName): Promise<Artifact> {
  const file = new URL(`${SOURCES[name]}/${name}.json`, ARTIFACTS);
  const text = await readFile(file, "utf8").catch(() => {
    throw new Error(`The contracts are not compiled: ${name} has no artifact. Run: npx hardhat build`);
  });
  return JSON.parse(text) as Artifact;
}

/** The same for Ignition, without starting Hardhat. Build information is only needed for source verification. */
export const artifactResolver: ArtifactResolver = {
  loadArtifact: (name) => readArtifact(name as ContractName),
  getBuildInfo: async () => undefined,
};
