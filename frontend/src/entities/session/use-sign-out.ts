import { useState } from "react";
import { ApiError } from "../../lib/api/errors.ts";
import { session } from "../../lib/session/session.ts";

/** Ends this session, or all of the person's. */
export function useSignOut() {
  const [state, setState] = useState<{ sending?: true; error?: unknown }>({});
  const signOut = async (which: "current" | "all") => {
    setState({ sending: true });
    try {
      await session.send(which === "all" ? "/api/sessions" : "/api/sessions/current", { method: "DELETE" });
    } catch (error) {
      // Had it ended before, there is nothing left to end.
      if (!(error instanceof ApiError) || (error.status !== 401 && error.status !== 404)) return setState({ error });
    }
    session.forget();
  };
  return { ...state, signOut };
}
