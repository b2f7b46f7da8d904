import { startAnvil } from "../services/anvil.ts";
import { callRpc } from "../services/json-rpc.ts";
import { keepChain, type ChainKeeper } from "./chain-keeper.ts";
import { createChainStateFiles } from "./chain-state.ts";
import { damaged, type Home } from "./home.ts";
import { StartProblem, asProblem, reasonOf } from "./problem.ts";
import type { Settings } from "./settings.ts";
import type { Supervisor } from "./supervisor.ts";

export interface Chain {
  url: string;
  /** Where it came from, for the step's line. */
  detail: string;
  /** Makes sure that what has happened until now survives a crash; nothing to do for a chain that somebody else runs. */
  save(): Promise<void>;
  /** Saves and lets go; null for a chain that somebody else runs. */
  keeper: ChainKeeper | null;
}

/** Two blocks make `safe` and `final` point at blocks whose state anvil still knows: a saved chain keeps only the newest one. */
const BLOCKS_AFTER_LOADING = "0x2";

/**
 * Our own development chain, going on where it stopped.
 *
 * @throws {StartProblem} when its saved state is damaged or anvil does not start.
 */
export async function startOwnChain(home: Home, { chainId }: Settings, supervisor: Supervisor): Promise<Chain> {
  const files = createChainStateFiles(home.file("chain"));
  const state = unpack(home, files);
  const anvil = await asProblem(
    startAnvil({
      logFile: home.log("anvil"),
      chainId,
      args: state ? ["--load-state", state.path] : [],
      onStarted: (child, url) => supervisor.adopt(child, "chain", url),
    }),
  );
  files.discardUnpacked();
  if (state) await anvil.rpc("anvil_mine", [BLOCKS_AFTER_LOADING]);
  await files.save(anvil.url);
  home.add("chain");
  const keeper = keepChain(anvil.url, files, (error) => console.error(`The chain cannot be saved at the moment: ${reasonOf(error)}.`));
  return {
    url: anvil.url,
    keeper,
    save: () => files.save(anvil.url),
    detail: state?.isOlder ? "from its previous copy, the newest was damaged" : `at ${anvil.url}`,
  };
}

function unpack(home: Home, files: ReturnType<typeof createChainStateFiles>): { path: string; isOlder: boolean } | undefined {
  try {
    return files.unpack();
  } catch (error) {
    throw damaged(home.path, `the chain in chain/ cannot be read (${reasonOf(error)})`, error);
  }
}

/** @throws {StartProblem} when the node does not answer or is on another chain. */
export async function useChain(url: string, { chainId }: Pick<Settings, "chainId">): Promise<Chain> {
  const { host } = new URL(url);
  const answer = await callRpc(url, "eth_chainId").catch((error: unknown) => {
    throw new StartProblem(`The node at RPC_URL (${host}) does not answer: ${reasonOfFetch(error)}.`, { cause: error });
  });
  if (Number(answer) !== chainId)
    throw new StartProblem(
      `The node at RPC_URL (${host}) is on chain ${Number(answer)}, not on ${chainId}: use another node, or set CHAIN_ID.`,
    );
  return { url, keeper: null, save: async () => undefined, detail: `${chainId} at ${host}` };
}

/** fetch says only "fetch failed"; why is one level deeper. */
function reasonOfFetch(error: unknown): string {
  return reasonOf(error instanceof Error && error.cause instanceof Error ? error.cause : error);
}
