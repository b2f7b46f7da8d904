import { createRequire } from "node:module";
import { configVariable, defineConfig } from "hardhat/config";
import toolbox from "@nomicfoundation/hardhat-toolbox-mocha-ethers";
import { SALT } from "./scripts/deployment/salt.ts";

// npm's compiler by absolute path: nothing is downloaded, and everybody compiles to the same bytes.
const path = createRequire(import.meta.url).resolve("solc/soljson.js");

const solidity = {
  compilers: [{ version: "0.8.34", path, settings: { evmVersion: "osaka", optimizer: { enabled: true, runs: 1_000_000 } } }],
};

// Read only when the network is used, from `npx hardhat keystore set <NAME>` or the environment. No key is ever in a file here.
const publicNetwork = (name: string) => ({
  type: "http" as const,
  url: configVariable(`${name}_RPC_URL`),
  accounts: [configVariable(`${name}_DEPLOYER_KEY`)],
});

export default defineConfig({
  plugins: [toolbox],
  solidity: {
    npmFilesToBuild: ["@openzeppelin/contracts/access/manager/AccessManager.sol"],
    // One bytecode for tests and deployments: its addresses are part of the protocol package.
    profiles: { default: solidity, production: { ...solidity, isolated: false } },
  },
  paths: { tests: { mocha: "./test/contracts" } },
  // Modest by default, so that everybody runs them; more through the environment.
  test: {
    mocha: { timeout: 60_000 },
    solidity: {
      fuzz: { runs: Number(process.env.WAYBILL_FUZZ_RUNS ?? 128), seed: "0x57617962696c6c" },
      invariant: {
        runs: Number(process.env.WAYBILL_INVARIANT_RUNS ?? 24),
        depth: Number(process.env.WAYBILL_INVARIANT_DEPTH ?? 64),
        failOnRevert: true,
      },
    },
  },
  ignition: { requiredConfirmations: 1, strategyConfig: { create2: { salt: SALT } } },
  networks: {
    local: { type: "http", chainType: "l1", url: process.env.RPC_URL ?? "http://127.0.0.1:8545", accounts: "remote" },
    sepolia: { ...publicNetwork("SEPOLIA"), chainType: "l1", chainId: 11_155_111 },
    baseSepolia: { ...publicNetwork("BASE_SEPOLIA"), chainType: "op", chainId: 84_532 },
    optimismSepolia: { ...publicNetwork("OPTIMISM_SEPOLIA"), chainType: "op", chainId: 11_155_420 },
  },
  // Sourcify and Blockscout need no key; Etherscan's is asked for only when `verify etherscan` runs.
  verify: {
    etherscan: { apiKey: configVariable("ETHERSCAN_API_KEY") },
    blockscout: { enabled: true },
    sourcify: { enabled: true },
  },
});
