import { useEffect, useState } from "react";
import type { DrawnPart } from "../model/fold.ts";
import type { Layout } from "./layout.ts";

/** Lays out in a thread of its own, so that the page stays quick; what was drawn before stays meanwhile. "failed" when the thread dies. */
export function useLayout(part: DrawnPart): Layout | "failed" | null {
  const [state, setState] = useState<Layout | "failed" | null>(null);
  useEffect(() => {
    const worker = new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<Layout>) => setState(data));
    worker.addEventListener("error", () => setState("failed"));
    worker.postMessage(part);
    return () => worker.terminate();
  }, [part]);
  return state;
}
