import { useState } from "react";
import { wantsProof } from "../../lib/session/create-session.ts";

/** A proof that somebody waits for. */
export interface WantedProof {
  onProven: () => void;
  onGiveUp: () => void;
}

export interface StepUp {
  wanted: WantedProof | null;
  run: <Result>(act: () => Promise<Result>) => Promise<Result>;
}

/** Dangerous acts want a fresh proof of who is signed in: `run` asks for it where the server does, then tries again. */
export function useStepUp(): StepUp {
  const [wanted, setWanted] = useState<WantedProof | null>(null);
  const run = async <Result>(act: () => Promise<Result>): Promise<Result> => {
    try {
      return await act();
    } catch (error) {
      if (!wantsProof(error)) throw error;
      await new Promise<void>((resolve, reject) => setWanted({ onProven: resolve, onGiveUp: () => reject(error) })).finally(() =>
        setWanted(null),
      );
      return act();
    }
  };
  return { wanted, run };
}
