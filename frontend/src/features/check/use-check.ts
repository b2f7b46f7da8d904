import { useCallback, useEffect, useReducer, useRef } from "react";
import { startVerifying, type Verifying } from "../../workers/start-verifying.ts";
import type { VerifyRequest } from "../../workers/verify-messages.ts";
import { IDLE, reduceCheck } from "./check-state.ts";

/** Runs checks in a worker, one at a time. `run` fetches the bundle by the given function and then checks it. */
export function useCheck() {
  const [state, dispatch] = useReducer(reduceCheck, IDLE);
  const running = useRef<Verifying | null>(null);
  /** Number of the check that still counts: one that was cancelled while it fetched must not begin. */
  const turn = useRef(0);
  const stop = useCallback(() => {
    turn.current += 1;
    running.current?.stop();
    running.current = null;
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
      dispatch({ type: "start" });
      const onDefect = () => dispatch({ type: "fail", reason: "The checker could not be started in this browser." });
      running.current = startVerifying({ ...request, text }, dispatch, onDefect);
    },
    [stop],
  );

  const cancel = useCallback(() => {
    stop();
    dispatch({ type: "reset" });
  }, [stop]);
  return { state, run, cancel };
}
