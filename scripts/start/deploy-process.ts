// Deploys from a process of its own, so that Hardhat's memory is given back: deploy-process.ts <file for the result>.
import { writeFileSync } from "node:fs";
import { privateKeyToAddress } from "viem/accounts";
import { deploySystem } from "../deploy.ts";

const [resultFile] = process.argv.slice(2);
const { RPC_URL: rpcUrl, DEPLOYER_KEY: deployerKey, REGISTRAR_KEY: registrarKey } = process.env;
if (!resultFile || !rpcUrl || !deployerKey || !registrarKey)
  throw new Error("a result file, RPC_URL, DEPLOYER_KEY and REGISTRAR_KEY are required");

const deployment = await deploySystem({
  rpcUrl,
  deployerKey: deployerKey as `0x${string}`,
  admin: privateKeyToAddress(deployerKey as `0x${string}`),
  registrar: privateKeyToAddress(registrarKey as `0x${string}`),
});
writeFileSync(resultFile, JSON.stringify(deployment));
// Hardhat keeps connections open that would hold the process for ever.
process.exit(0);
