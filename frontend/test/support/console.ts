import type { Page } from "playwright-core";
import type { Asked, Exchange } from "./answer.ts";
import { json, openPage, type Answer, type Stage, type Watched } from "./browser.ts";

const HOUR = 3_600_000;
export const ago = (milliseconds: number) => new Date(Date.now() - milliseconds).toISOString();

const problem = (status: number, code: string, detail: string) => ({
  ...{ type: "about:blank", title: detail, status, detail, code },
  ...{ traceId: "t", retryable: false },
});

/** Answers for who is signed in to the console, by e-mail and password. */
export class ConsoleServer {
  /** In the installation; null for somebody who has none. */
  role: "admin" | "auditor" | null = "admin";
  isSignedIn = true;
  isProven = false;
  /** What was changed, as `DELETE /api/…`. */
  changes: string[] = [];

  /** Lets a change through once it was proven who asks. @param made What a change is answered with that makes something. */
  changing(work: (request: Asked) => void = () => undefined, made?: () => object): Answer {
    return async (route) => {
      if (!this.isProven) return this.refuse(route);
      const request = route.request();
      this.changes.push(`${request.method()} ${new URL(request.url()).pathname}`);
      work(request);
      return made === undefined ? route.fulfill({ status: 204 }) : route.fulfill({ status: 201, json: made() });
    };
  }

  private refuse(route: Exchange): Promise<void> {
    return route.fulfill({ status: 401, json: problem(401, "platform.step-up-required", "Prove it") });
  }

  get answers(): Record<string, Answer> {
    const grant = () => ({ accessToken: "token", expiresAt: ago(-10 * 60_000) });
    return {
      "/api/sessions/refresh": (route) => (this.isSignedIn ? json(grant())(route) : route.fulfill({ status: 401, json: {} })),
      "/api/sessions/current/proof": (route) => {
        this.isProven = true;
        return json(grant())(route);
      },
      "/api/me": (route) =>
        json({
          ...{ person: "p", session: "here", wallets: [], organisation: null, methods: ["pwd"], roles: ["customer"] },
          ...{ installationRoles: this.role === null ? [] : [this.role], email: "ann@run.example" },
          ...{
            awaitsChain: false,
            holdsWallet: false,
            hasSecondFactor: false,
            hasPasskey: false,
            needsSecondFactor: false,
            authenticatedAt: ago(HOUR),
          },
        })(route),
      "/api/audit": json({ items: [], next: null }),
      "/api/installation/roles": json({ items: [{ person: "p", email: "ann@run.example", wallets: [], role: "admin", since: ago(HOUR) }] }),
    };
  }
}

/** A page of the console, by default as wide as a telephone, with somebody signed in. */
export function openConsole(
  stage: Stage,
  server: ConsoleServer,
  answers: Record<string, Answer> = {},
  { width = 390 }: { width?: number } = {},
): Promise<Watched> {
  const viewport = { width, height: 844 };
  const stored = { "waybill.signed-in": "yes" };
  return openPage(stage, { answers: { ...server.answers, ...answers }, stored, viewport, reducedMotion: "reduce" });
}

/** Names of tables that are wider than they are shown, so that one has to scroll sideways in them. */
export function tablesTooWide(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(
    "[...document.querySelectorAll('[data-slot=table]')].filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.ariaLabel)",
  );
}

/** A list of the API: pages of `size` of those items that fit what the request asks. */
export function listOf<Item>(items: () => readonly Item[], fits: (item: Item, query: URLSearchParams) => boolean, size = 2): Answer {
  return (route) => {
    const query = new URL(route.request().url()).searchParams;
    const from = Number(query.get("after") ?? 0);
    const all = items().filter((item) => fits(item, query));
    return json({ items: all.slice(from, from + size), next: from + size < all.length ? String(from + size) : null })(route);
  };
}
