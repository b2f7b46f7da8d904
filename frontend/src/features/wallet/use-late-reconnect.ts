import { useEffect, useRef } from "react";
import { useConfig, useConnection, useConnectors } from "wagmi";
import { reconnect } from "wagmi/actions";

/**
 * Connects again to the wallet that was used last when it announces itself only after the page has started: wagmi looks once, at the
 * start. Each wallet is tried once, and one that the user disconnected says itself that it is not authorised.
 */
export function useLateReconnect(): void {
  const config = useConfig();
  const connectors = useConnectors();
  const { status } = useConnection();
  const tried = useRef(new Set<string>());
  useEffect(() => {
    if (status !== "disconnected") return;
    const fresh = connectors.filter(({ uid }) => !tried.current.has(uid));
    fresh.forEach(({ uid }) => tried.current.add(uid));
    void Promise.resolve(config.storage?.getItem("recentConnectorId")).then((recent) => {
      const known = fresh.filter(({ id }) => id === recent);
      if (known.length > 0) return reconnect(config, { connectors: known });
    });
  }, [config, connectors, status]);
}
