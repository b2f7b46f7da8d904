import { useCallback, useEffect, useReducer, useRef } from "react";
import type { VerifyReply, VerifyRequest } from "../../workers/verify-messages.ts";
import { IDLE, reduceCheck } from "./check-state.ts";

/** Runs checks in a worker, one at a time. `run` fetches the bundle by the given function and then checks it. */
export function useCheck() {
  const [state, dispatch] = useReducer(reduceCheck, IDLE);
  const worker = useRef<Worker | null>(null);
  /** Number of the check that still counts: one that was cancelled while it fetched must not begin. */
  const turn = useRef(0);
  const stop = useCallback(() => {
    turn.current += 1;
    worker.current?.terminate();
    worker.current = null;
  }, []);
  useEffect(() => stop, [stop]);

  const run = useCallback(
    async (request: Omit<VerifyRequest, "text">, bundle: () => Promise<string>) => {
      stop();
      const mine = turn.current;
      dispatch({ type: "fetch" });
      const text = await bundle().catch((error: unknown) => {
        if (mine === turn.current) dispatch({ type: "fail", reason: error instanceof Error ? error.message : String(error) });
        return null;
      });
      if (text === null || mine !== turn.current) return;
      const started = new Worker(new URL("../../workers/verify.worker.ts", import.meta.url), { type: "module" });
      worker.current = started;
      started.addEventListener("message", ({ data }: MessageEvent<VerifyReply>) => dispatch(data));
      started.addEventListener("error", () => dispatch({ type: "fail", reason: "The checker could not be started in this browser." }));
      dispatch({ type: "start" });
      started.postMessage({ ...request, text } satisfies VerifyRequest);
    },
    [stop],
  );

  const cancel = useCallback(() => {
    stop();
    dispatch({ type: "reset" });
  }, [stop]);
  return { state, run, cancel };
}
