import type { PublicConfig } from "@waybill/protocol/schemas/api/system";

/** Where the reader's choice is remembered. */
const KEY = "waybill.node";

export type NodeProblem = "rpc-missing" | "rpc-form" | "rpc-insecure";

/** What is wrong with the address of a node, if anything. `isSecure`: this page came over https, which forbids plain http elsewhere. */
export function nodeProblem(text: string, isSecure: boolean): NodeProblem | undefined {
  if (text === "") return "rpc-missing";
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) return "rpc-form";
  const isLocal = url.hostname === "localhost" || url.hostname === "127.0.0.1" || url.hostname === "[::1]";
  return isSecure && url.protocol === "http:" && !isLocal ? "rpc-insecure" : undefined;
}

/** Address of the node that this site runs. */
export function nodeOf({ chain }: PublicConfig, base = location.href): string {
  return new URL(chain.rpcUrl, base).href;
}

/** The node that the reader asked to be remembered, if any. */
export function rememberedNode(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** The node that the reader had counted or checked by in this tab; null before. */
export function nodeOfTab(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Keeps the reader's choice for this tab, so that the next page need not ask for it again. */
export function keepNodeOfTab(rpcUrl: string): void {
  try {
    sessionStorage.setItem(KEY, rpcUrl);
  } catch {
    // Storage is switched off: the next page asks.
  }
}

export function rememberNode(rpcUrl: string | null): void {
  try {
    if (rpcUrl === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, rpcUrl);
  } catch {
    // Storage is switched off: there is nothing to remember with.
  }
}
