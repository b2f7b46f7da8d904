import type { Session } from "@waybill/protocol/schemas/api/identity";
import { useState } from "react";
import { keepSession, readSession } from "./session.ts";

/** The session of an account in this tab; `keep` takes a new one, or forgets it. */
export function useSession(account: string | null): { session: Session | null; keep: (next: Session | null) => void } {
  const [opened, setOpened] = useState<Session | null>(null);
  const session = account === null ? null : opened?.account === account ? opened : readSession(account);
  return {
    session,
    keep: (next) => {
      keepSession(next);
      setOpened(next);
    },
  };
}
