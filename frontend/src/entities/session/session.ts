import { session, type Session } from "@waybill/protocol/schemas/api/identity";

const KEY = "waybill.session";

/** The session of an account in this tab, while it lasts; null without one. */
export function readSession(account: string): Session | null {
  try {
    const read = session.safeParse(JSON.parse(sessionStorage.getItem(KEY) ?? "null"));
    if (!read.success || read.data.account.toLowerCase() !== account.toLowerCase()) return null;
    return Date.parse(read.data.expiresAt) > Date.now() ? read.data : null;
  } catch {
    return null;
  }
}

/** Keeps a session in this tab only, or forgets it. */
export function keepSession(kept: Session | null): void {
  try {
    if (kept === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Storage is switched off: the session lasts as long as this page.
  }
}
