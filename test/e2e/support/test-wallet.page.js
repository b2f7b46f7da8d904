// Runs in the page before anything else: an EIP-6963 wallet that passes every request on to the test.
(() => {
  const listeners = new Map();
  const provider = {
    async request({ method, params = [] }) {
      const { result, error } = await window.__testWallet({ method, params });
      if (error) throw Object.assign(new Error(error.message), error);
      return result;
    },
    on(event, listener) {
      listeners.set(event, (listeners.get(event) ?? new Set()).add(listener));
      return provider;
    },
    removeListener(event, listener) {
      listeners.get(event)?.delete(listener);
      return provider;
    },
  };
  window.addEventListener("test-wallet:chain", ({ detail }) => listeners.get("chainChanged")?.forEach((listener) => listener(detail)));
  const icon =
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'><circle cx='4' cy='4' r='4' fill='teal'/></svg>";
  const info = { uuid: "350670db-19fa-4704-a166-e52e178b59d2", name: "WALLET_NAME", rdns: "org.example.wallet", icon };
  const announce = () => window.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail: Object.freeze({ info, provider }) }));
  window.addEventListener("eip6963:requestProvider", announce);
  announce();
})();
