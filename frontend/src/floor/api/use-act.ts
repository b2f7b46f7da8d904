import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import { parsed } from "./ask.ts";
import { perform } from "./acts.ts";

export interface Doing {
  isSending: boolean;
  /** Why it was not done; undefined while nothing went wrong. */
  error: unknown;
  /** @returns what was answered, or undefined where it was refused */
  run<Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    body?: object,
    method?: "POST" | "PUT" | "DELETE",
  ): Promise<z.infer<Schema> | undefined>;
  forget(): void;
}

/** Something that is done by pressing a button once; all that is shown is asked for again afterwards. */
export function useAct(): Doing {
  const client = useQueryClient();
  const [state, setState] = useState<{ isSending: boolean; error?: unknown }>({ isSending: false });
  return {
    ...state,
    error: state.error,
    forget: () => setState({ isSending: false }),
    async run(path, schema, body = {}, method = "POST") {
      setState({ isSending: true });
      try {
        const answer = parsed(path, schema, await perform(path, body, method));
        setState({ isSending: false });
        return answer;
      } catch (error) {
        setState({ isSending: false, error });
        return undefined;
      } finally {
        void client.invalidateQueries();
      }
    },
  };
}
