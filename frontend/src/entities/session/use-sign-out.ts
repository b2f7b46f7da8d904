import { useState } from "react";
import { ApiError } from "../../lib/api/errors.ts";
import { wantsProof } from "../../lib/session/create-session.ts";
import { session } from "../../lib/session/session.ts";
import type { StepUp } from "./use-step-up.ts";

/** Ends this session, or all of the person's, which wants a fresh proof: `run` asks for it. */
export function useSignOut(run: StepUp["run"] = (act) => act()) {
  const [state, setState] = useState<{ sending?: true; error?: unknown }>({});
  const signOut = async (which: "current" | "all") => {
    setState({ sending: true });
    try {
      await run(() => session.send(which === "all" ? "/api/sessions" : "/api/sessions/current", { method: "DELETE" }));
    } catch (error) {
      if (wantsProof(error)) return setState({});
      // Had it ended before, there is nothing left to end.
      if (!(error instanceof ApiError) || (error.status !== 401 && error.status !== 404)) return setState({ error });
    }
    session.forget();
  };
  return { ...state, signOut };
}
