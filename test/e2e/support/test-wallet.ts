import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { createWalletClient, http, numberToHex, type Hex, type TypedDataDefinition } from "viem";
import { privateKeyToAccount } from "viem/accounts";

const PROVIDER = readFileSync(new URL("test-wallet.page.js", import.meta.url), "utf8");

/** What the person in front of the wallet does with the next questions. */
export type Mood = "sign" | "refuse" | "ignore" | "locked";

/** A wallet in the browser whose key stays in the test. */
export interface TestWallet {
  account: string;
  /** Changes how questions are answered from now on. */
  answer: (mood: Mood) => void;
  /** Typed data that it was asked to sign, in order. */
  asked: () => readonly TypedDataDefinition[];
  /** Moves the wallet to another chain, as its user would. */
  moveTo: (chainId: number) => Promise<void>;
}

interface Call {
  method: string;
  params: readonly unknown[];
}

/** Announces an EIP-6963 wallet in every page opened from now on. Call it before `goto`. */
export async function installWallet(
  page: Page,
  { key, chainId, rpcUrl, name = "Test Wallet" }: { key: Hex; chainId: number; rpcUrl?: string; name?: string },
): Promise<TestWallet> {
  const account = privateKeyToAccount(key);
  const state = { authorised: false, chainId, mood: "sign" as Mood };
  const asked: TypedDataDefinition[] = [];

  const tellChain = () =>
    page.evaluate(`window.dispatchEvent(new CustomEvent("test-wallet:chain", { detail: "${numberToHex(state.chainId)}" }))`);

  async function answer({ method, params }: Call): Promise<unknown> {
    switch (method) {
      case "wallet_requestPermissions":
      case "eth_requestAccounts":
        if (state.mood === "refuse") throw problem(4001, "User rejected the request.");
        state.authorised = true;
        return method === "eth_requestAccounts"
          ? [account.address]
          : [{ parentCapability: "eth_accounts", caveats: [{ value: [account.address] }] }];
      case "eth_accounts":
        return state.authorised ? [account.address] : [];
      case "eth_chainId":
        return numberToHex(state.chainId);
      case "wallet_switchEthereumChain":
        state.chainId = Number((params[0] as { chainId: string }).chainId);
        await tellChain();
        return null;
      case "wallet_revokePermissions":
        state.authorised = false;
        return null;
      case "eth_signTypedData_v4":
        return sign(params);
      case "personal_sign":
        return account.signMessage({ message: { raw: params[0] as Hex } });
      case "eth_sendTransaction":
        return send(params[0] as { to: Hex; data: Hex });
      default:
        throw problem(4200, `The test wallet does not know ${method}.`);
    }
  }

  async function sign([, json]: readonly unknown[]): Promise<Hex> {
    const { types, ...typedData } = JSON.parse(String(json)) as TypedDataDefinition & { types: Record<string, unknown> };
    const { EIP712Domain: _, ...rest } = types;
    const request = { ...typedData, types: rest } as TypedDataDefinition;
    asked.push(request);
    if (state.mood === "refuse") throw problem(4001, "User rejected the request.");
    if (state.mood === "locked") throw problem(4100, "The wallet is locked.");
    if (state.mood === "ignore") return new Promise(() => undefined);
    return account.signTypedData(request);
  }

  /** As its own node has nonce, gas and price. */
  function send({ to, data }: { to: Hex; data: Hex }): Promise<Hex> {
    if (rpcUrl === undefined) throw problem(4200, "The test wallet knows no node.");
    return createWalletClient({ account, transport: http(rpcUrl) }).sendTransaction({ to, data, chain: null });
  }

  await page.exposeFunction("__testWallet", async (call: Call) => {
    try {
      return { result: await answer(call) };
    } catch (error) {
      const { code = -32603, message } = error as { code?: number; message: string };
      return { error: { code, message } };
    }
  });
  await page.addInitScript({ content: PROVIDER.replace("WALLET_NAME", name) });
  return {
    account: account.address,
    answer: (mood) => void (state.mood = mood),
    asked: () => asked,
    async moveTo(id) {
      state.chainId = id;
      await tellChain();
    },
  };
}

function problem(code: number, message: string): Error {
  return Object.assign(new Error(message), { code });
}
