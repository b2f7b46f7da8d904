import type { Eip1193Provider } from "./create-demo-provider.ts";

/** Reverse domain name that tells the demonstration wallet from all others. */
export const DEMO_RDNS = "example.waybill.demonstration";

const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#b45309"/><path d="M9 10h14v12H9z" fill="none" stroke="#fff" stroke-width="2.4"/><path d="M9 14h14M18 18h3" stroke="#fff" stroke-width="2.4"/></svg>',
)}`;

/** Announces a provider as EIP-6963 asks: now, and again whenever a page asks who is there. Returns how to stop. */
export function announceProvider(provider: Eip1193Provider, name: string): () => void {
  const info = Object.freeze({ uuid: crypto.randomUUID(), name, rdns: DEMO_RDNS, icon: ICON });
  const announce = () => window.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail: Object.freeze({ info, provider }) }));
  window.addEventListener("eip6963:requestProvider", announce);
  announce();
  return () => window.removeEventListener("eip6963:requestProvider", announce);
}
