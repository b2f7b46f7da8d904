import { isAddressEqual } from "viem/utils";
import type { ChainReference } from "../schemas/bundle.ts";
import type { Address } from "../schemas/primitives.ts";
import { createCachedReader } from "./cached-reader.ts";
import type { ChainReader } from "./chain-reader.ts";
import { failed, unknown, type Finding } from "./step.ts";

/** The contract that the reader trusts. A bundle can only name a contract; it cannot make it trusted. */
export interface Trusted {
  chainId: number;
  supplyChain: Address;
}

/** What all checks of one bundle share: one cached view of the chain, the trusted contract, and the one that the bundle names. */
export interface Run {
  reader: ChainReader;
  trusted: Trusted;
  chain: ChainReference;
}

export function createRun(reader: ChainReader, trusted: Trusted, chain: ChainReference): Run {
  return { reader: createCachedReader(reader), trusted, chain };
}

/** Why nothing on chain can be checked, or undefined when bundle, node and trusted contract belong together. */
export async function foreignChain({ reader, trusted, chain }: Run): Promise<Finding | undefined> {
  if (chain.chainId !== trusted.chainId) {
    return failed(`The bundle is for chain ${chain.chainId}, not for chain ${trusted.chainId} that you trust.`);
  }
  if (!isAddressEqual(chain.supplyChain as Address, trusted.supplyChain)) {
    return failed(`The bundle refers to contract ${chain.supplyChain}, not to ${trusted.supplyChain} that you trust.`);
  }
  const answering = await reader.chainId();
  if (answering !== trusted.chainId)
    return unknown(`The node answers for chain ${answering}, but the proof is on chain ${trusted.chainId}.`);
  return undefined;
}
