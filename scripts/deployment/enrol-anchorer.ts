import { createPublicClient, createWalletClient, http } from "viem";
import { privateKeyToAccount, privateKeyToAddress } from "viem/accounts";
import { supplyChainAbi } from "../../protocol/src/abi/supply-chain.ts";
import { ROLE } from "../../protocol/src/typed-data/roles.ts";

export interface EnrolAnchorerParameters {
  rpcUrl: string;
  supplyChain: `0x${string}`;
  /** Key of the account that registers actors. */
  registrarKey: `0x${string}`;
  /** Key of the account that anchors batches for others; only its address is used. */
  relayerKey: `0x${string}`;
}

/** The service needs no name on chain. A profile that the account already has is kept. */
const NO_PROFILE = `0x${"0".repeat(40)}` as const;

/**
 * Registers the relayer as an anchoring service. Without that role verifiers do not count the histories that it keeps, because anybody may
 * anchor a shorter list. Does nothing when the role is there already.
 */
export async function enrolAnchorer({ rpcUrl, supplyChain, registrarKey, relayerKey }: EnrolAnchorerParameters): Promise<void> {
  const transport = http(rpcUrl);
  const chain = createPublicClient({ transport, pollingInterval: 100 });
  const relayer = privateKeyToAddress(relayerKey);
  const contract = { abi: supplyChainAbi, address: supplyChain } as const;
  const actor = await chain.readContract({ ...contract, functionName: "actorOf", args: [relayer] });
  if ((actor.roles & ROLE.anchorer) !== 0) return;
  const wallet = createWalletClient({ account: privateKeyToAccount(registrarKey), transport });
  const profileHash = actor.registeredAt === 0 ? NO_PROFILE : actor.profileHash;
  const hash = await wallet.writeContract({
    ...contract,
    chain: null,
    functionName: "registerActor",
    args: [relayer, actor.roles | ROLE.anchorer, profileHash],
  });
  const { status } = await chain.waitForTransactionReceipt({ hash });
  if (status !== "success") throw new Error(`the registrar could not register ${relayer} as an anchoring service`);
}
