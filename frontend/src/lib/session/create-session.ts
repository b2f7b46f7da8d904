import { accessGrant, type AccessGrant } from "@waybill/protocol/schemas/api/identity";
import { ApiError } from "../api/errors.ts";
import { readJson, send } from "../api/http.ts";

/** Whether this browser has a session: not yet asked, none, one, or the server could not be asked. */
export type SessionState = { kind: "unknown" } | { kind: "out" } | { kind: "in" } | { kind: "failed"; error: unknown };

export interface Session {
  state: () => SessionState;
  subscribe: (listener: () => void) => () => void;
  /** Asks the server once whether there is a session to go on with. */
  start: () => void;
  /** Takes the grant of a sign-in. */
  accept: (grant: AccessGrant) => void;
  /** Has the server say anew what the session may do, after that has changed. */
  renew: () => Promise<void>;
  /** A request in the name of whoever is signed in. Throws `ApiError` 401 when nobody is. */
  send: (path: string, init?: RequestInit) => Promise<Response>;
  /** Forgets the session in this tab and, as `others` hear of it, in all. */
  forget: () => void;
}

interface SessionParameters {
  /** Remembers that there may be a session, so that visitors without one are not asked for it. Never a token. */
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  others: Pick<BroadcastChannel, "postMessage" | "addEventListener"> | null;
  now: () => number;
}

const KEY = "waybill.signed-in";
/** A token with less time left than this is exchanged before it is used. */
const LEEWAY_MS = 20_000;

/** The access token lives here, in memory; the cookie that brings the next one is out of the page's reach. */
export function createSession({ storage, others, now }: SessionParameters): Session {
  const listeners = new Set<() => void>();
  let state: SessionState = { kind: "unknown" };
  let grant: AccessGrant | null = null;
  let asking: Promise<AccessGrant | null> | null = null;

  function become(next: SessionState) {
    state = next;
    for (const listener of listeners) listener();
  }

  function drop() {
    grant = null;
    storage.removeItem(KEY);
    become({ kind: "out" });
  }

  function accept(given: AccessGrant): AccessGrant {
    grant = given;
    storage.setItem(KEY, "yes");
    become({ kind: "in" });
    return given;
  }

  /** One request for however many callers at once. */
  function refresh(): Promise<AccessGrant | null> {
    asking ??= requestGrant()
      .then((given) => (given === null ? (drop(), null) : accept(given)))
      .finally(() => (asking = null));
    return asking;
  }

  async function token(): Promise<string | null> {
    if (grant !== null && Date.parse(grant.expiresAt) - now() > LEEWAY_MS) return grant.accessToken;
    if (storage.getItem(KEY) === null) return null;
    return (await refresh())?.accessToken ?? null;
  }

  others?.addEventListener("message", drop);

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start() {
      if (state.kind === "in" || state.kind === "out" || asking !== null) return;
      if (storage.getItem(KEY) === null) become({ kind: "out" });
      else refresh().catch((error: unknown) => become({ kind: "failed", error }));
    },
    accept,
    async renew() {
      await refresh();
    },
    async send(path, init = {}) {
      const bearer = await token();
      if (bearer === null) {
        drop();
        throw new ApiError(401, null);
      }
      const sendBy = (one: string) => send(path, { ...init, headers: { ...init.headers, authorization: `Bearer ${one}` } });
      try {
        return await sendBy(bearer);
      } catch (error) {
        if (!isNobodys(error)) throw error;
        // A fresh proof, perhaps in another tab, ends the tokens before it; one that comes anew says whether the session has ended, too.
        const next = grant !== null && grant.accessToken !== bearer ? grant : await refresh();
        if (next === null) throw error;
        return await sendBy(next.accessToken).catch((again: unknown) => {
          if (isNobodys(again)) drop();
          throw again;
        });
      }
    },
    forget() {
      drop();
      others?.postMessage("out");
    },
  };
}

/** Whether the session is good, and the act wants a fresh proof of who is signed in. */
export function wantsProof(error: unknown): boolean {
  return error instanceof ApiError && error.problem?.code === "platform.step-up-required";
}

/** Whether the token is good for nothing; a password or a code that is wrong leaves it as it was. */
function isNobodys(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401 && (error.problem === null || error.problem.code === "platform.unauthorised");
}

/** The next grant; null when there is no session any more. */
async function requestGrant(): Promise<AccessGrant | null> {
  const path = "/api/sessions/refresh";
  try {
    const response = await send(path, { method: "POST" });
    return accessGrant.parse(await readJson(path, response));
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}
