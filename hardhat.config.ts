import { createRequire } from "node:module";
import { configVariable, defineConfig } from "hardhat/config";
import toolbox from "@nomicfoundation/hardhat-toolbox-mocha-ethers";

// npm's compiler by absolute path: nothing is downloaded, and everybody compiles to the same bytes.
const path = createRequire(import.meta.url).resolve("solc/soljson.js");

const solidity = {
  compilers: [{ version: "0.8.34", path, settings: { evmVersion: "osaka", optimizer: { enabled: true, runs: 1_000_000 } } }],
};

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
    solidity: {
      fuzz: { runs: Number(process.env.WAYBILL_FUZZ_RUNS ?? 128), seed: "0x57617962696c6c" },
      invariant: {
        runs: Number(process.env.WAYBILL_INVARIANT_RUNS ?? 24),
        depth: Number(process.env.WAYBILL_INVARIANT_DEPTH ?? 64),
        failOnRevert: true,
      },
    },
  },
});
