// Deploys from a process of its own, so that Hardhat's memory is given back: deploy-process.ts <file for the result>.
import { writeFileSync } from "node:fs";
import { privateKeyToAddress } from "viem/accounts";
import { developmentKey } from "../../backend/src/config/development-keys.ts";
import { metadataUri } from "../../ignition/metadata-uri.ts";
import { deploySystem } from "../deploy.ts";
import { enrolAnchorer } from "../deployment/enrol-anchorer.ts";

/** Development account that signs what is issued; the first behind those of the demonstration. */
const VERIFIER_ACCOUNT = 7;

const [resultFile] = process.argv.slice(2);
const { RPC_URL: rpcUrl, DEPLOYER_KEY: deployerKey, REGISTRAR_KEY: registrarKey, RELAYER_KEY: relayerKey } = process.env;
const { PUBLIC_URL: publicUrl } = process.env;
if (!resultFile || !rpcUrl || !deployerKey || !registrarKey || !relayerKey)
  throw new Error("a result file, RPC_URL, DEPLOYER_KEY, REGISTRAR_KEY and RELAYER_KEY are required");

const deployment = await deploySystem({
  rpcUrl,
  deployerKey: deployerKey as `0x${string}`,
  admin: privateKeyToAddress(deployerKey as `0x${string}`),
  registrar: privateKeyToAddress(registrarKey as `0x${string}`),
  verifier: privateKeyToAddress(developmentKey(VERIFIER_ACCOUNT)),
  ...(publicUrl ? { metadataUri: metadataUri(publicUrl.replace(/\/$/, "")) } : {}),
});
await enrolAnchorer({
  rpcUrl,
  supplyChain: deployment.supplyChain as `0x${string}`,
  registrarKey: registrarKey as `0x${string}`,
  relayerKey: relayerKey as `0x${string}`,
});
writeFileSync(resultFile, JSON.stringify(deployment));
// Hardhat keeps connections open that would hold the process for ever.
process.exit(0);
