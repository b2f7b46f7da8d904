import type { DemoWallet } from "@waybill/protocol/schemas/api/identity";
import type { Hex, TypedDataDefinition } from "viem";
import { privateKeyToAccount, type PrivateKeyAccount } from "viem/accounts";
import { hexToString, numberToHex } from "viem/utils";
import type { AskStore, TypedDataToShow } from "./ask-store.ts";
import { RpcError, UNAUTHORISED, UNKNOWN_CHAIN } from "./rpc-error.ts";
import { sendTransaction, type TransactionToSend } from "./send-transaction.ts";

interface Request {
  method: string;
  params?: readonly unknown[];
}

/** A provider as EIP-1193 describes it. */
export interface Eip1193Provider {
  request: (request: Request) => Promise<unknown>;
  on: (event: string, listener: (value: unknown) => void) => Eip1193Provider;
  removeListener: (event: string, listener: (value: unknown) => void) => Eip1193Provider;
}

export interface DemoProviderParameters {
  chainId: number;
  wallets: readonly DemoWallet[];
  asks: Pick<AskStore, "ask">;
  /** Where the chosen account is remembered between pages. */
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  /** Reads from the chain, for everything that is no wallet's business. */
  forward: (request: Request) => Promise<unknown>;
}

const KEY = "waybill.demo-wallet.account";

/**
 * A wallet whose keys everybody knows, for demonstrations: it answers like any other EIP-1193 wallet and asks before it signs or sends.
 */
export function createDemoProvider({ chainId, wallets, asks, storage, forward }: DemoProviderParameters): Eip1193Provider {
  const accounts = new Map(wallets.map(({ privateKey }) => named(privateKey as Hex)));
  const listeners = new Map<string, Set<(value: unknown) => void>>();

  function emit(event: string, value: unknown) {
    for (const listener of listeners.get(event) ?? []) listener(value);
  }

  function chosen(): string[] {
    const account = storage.getItem(KEY);
    return account !== null && accounts.has(account) ? [account] : [];
  }

  async function choose(): Promise<string[]> {
    const account = await asks.ask({ kind: "connect" });
    const before = chosen()[0];
    storage.setItem(KEY, account);
    if (before !== undefined && before !== account) emit("accountsChanged", [account]);
    return [account];
  }

  function signerOf(account: unknown): PrivateKeyAccount {
    const known = [...accounts.values()].find(({ address }) => address.toLowerCase() === String(account).toLowerCase());
    if (known === undefined || !chosen().includes(known.address)) throw new RpcError(UNAUTHORISED, "This account is not connected.");
    return known;
  }

  async function signTypedData([account, json]: readonly unknown[]): Promise<Hex> {
    const signer = signerOf(account);
    const typedData = (typeof json === "string" ? JSON.parse(json) : json) as TypedDataToShow;
    await asks.ask({ kind: "sign", account: signer.address, typedData });
    const { EIP712Domain: _, ...types } = typedData.types;
    return signer.signTypedData({ ...typedData, types } as unknown as TypedDataDefinition);
  }

  async function signMessage([raw, account]: readonly unknown[]): Promise<Hex> {
    const signer = signerOf(account);
    await asks.ask({ kind: "message", account: signer.address, text: hexToString(raw as Hex) });
    return signer.signMessage({ message: { raw: raw as Hex } });
  }

  async function sendAfterAsking([asked]: readonly unknown[]): Promise<Hex> {
    const transaction = asked as TransactionToSend;
    const account = signerOf(transaction.from);
    await asks.ask({ kind: "transaction", account: account.address, transaction });
    return sendTransaction(forward, { account, chainId, transaction });
  }

  function answer({ method, params = [] }: Request): unknown {
    switch (method) {
      case "eth_chainId":
        return numberToHex(chainId);
      case "eth_accounts":
        return chosen();
      case "eth_requestAccounts":
        return chosen().length > 0 ? chosen() : choose();
      case "wallet_requestPermissions":
        return choose().then((value) => [{ parentCapability: "eth_accounts", caveats: [{ type: "restrictReturnedAccounts", value }] }]);
      case "wallet_revokePermissions":
        storage.removeItem(KEY);
        return null;
      case "wallet_switchEthereumChain":
        if (Number((params[0] as { chainId?: string }).chainId) === chainId) return null;
        throw new RpcError(UNKNOWN_CHAIN, "The demonstration wallet knows one chain only.");
      case "eth_signTypedData_v4":
        return signTypedData(params);
      case "personal_sign":
        return signMessage(params);
      case "eth_sendTransaction":
        return sendAfterAsking(params);
      default:
        return forward({ method, params });
    }
  }

  const provider: Eip1193Provider = {
    request: async (request) => answer(request),
    on(event, listener) {
      listeners.set(event, (listeners.get(event) ?? new Set()).add(listener));
      return provider;
    },
    removeListener(event, listener) {
      listeners.get(event)?.delete(listener);
      return provider;
    },
  };
  return provider;
}

function named(privateKey: Hex): [string, PrivateKeyAccount] {
  const account = privateKeyToAccount(privateKey);
  return [account.address, account];
}
