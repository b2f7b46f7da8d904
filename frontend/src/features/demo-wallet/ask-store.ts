import type { TransactionToSend } from "./send-transaction.ts";
import { ALREADY_ASKED, REFUSED, RpcError } from "./rpc-error.ts";

/** What a wallet shows before somebody signs: EIP-712 data as it came from the page. */
export interface TypedDataToShow {
  domain: Record<string, unknown>;
  primaryType: string;
  types: Record<string, { name: string; type: string }[]>;
  message: Record<string, unknown>;
}

/** A question to the person in front of the screen. */
export type Question =
  | { kind: "connect" }
  | { kind: "sign"; account: string; typedData: TypedDataToShow }
  | { kind: "message"; account: string; text: string }
  | { kind: "transaction"; account: string; transaction: TransactionToSend };

/** Holds the one open question, for the sheet that draws it. */
export interface AskStore {
  current: () => Question | null;
  subscribe: (listener: () => void) => () => void;
  /** Resolves to the answer; rejects with 4001 when refused and with -32002 while another question is open. */
  ask: (question: Question) => Promise<string>;
  answer: (value: string) => void;
  refuse: () => void;
}

export function createAskStore(): AskStore {
  const listeners = new Set<() => void>();
  let open: { question: Question; resolve: (value: string) => void; reject: (error: RpcError) => void } | null = null;

  function close(): typeof open {
    const closed = open;
    open = null;
    for (const listener of listeners) listener();
    return closed;
  }

  return {
    current: () => open?.question ?? null,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ask(question) {
      if (open !== null) return Promise.reject(new RpcError(ALREADY_ASKED, "The demonstration wallet is already asking something."));
      return new Promise((resolve, reject) => {
        open = { question, resolve, reject };
        for (const listener of listeners) listener();
      });
    },
    answer: (value) => close()?.resolve(value),
    refuse: () => close()?.reject(new RpcError(REFUSED, "Refused in the demonstration wallet.")),
  };
}
