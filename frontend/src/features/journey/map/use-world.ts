import { useEffect, useState } from "react";
import { addresses } from "virtual:world-map";

export interface World {
  land: string;
  borders: string;
}

/** Views wider than this, in map units (about 55°), are drawn from the coarse map. */
const COARSE_FROM = 10_000;

/** The outlines for a view of this width; null until they are here, "failed" when they cannot be had. */
export function useWorld(width: number): World | null | "failed" {
  const [world, setWorld] = useState<World | null | "failed">(null);
  const url = width > COARSE_FROM ? addresses.coarse : addresses.fine;
  useEffect(() => {
    const controller = new AbortController();
    fetch(url, { signal: controller.signal })
      .then(async (response) => (response.ok ? ((await response.json()) as World) : "failed"))
      .then(setWorld)
      .catch(() => !controller.signal.aborted && setWorld("failed"));
    return () => controller.abort();
  }, [url]);
  return world;
}
