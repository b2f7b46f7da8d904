import type { Config } from "../../config/config.ts";

/** Of the configuration: where this installation's own pages are. */
export type OwnOrigins = Pick<Config, "mode" | "signInOrigins">;

/** A page of this very machine. */
const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

/**
 * Whether pages of an origin (`https://example.com`) are our own: those that the configuration names, and in development those of this
 * machine. Never what a request's `Host` says: a page that passes requests on could say anything there.
 */
export function isOwnOrigin({ mode, signInOrigins }: OwnOrigins, origin: string): boolean {
  return signInOrigins.includes(origin) || (mode === "development" && LOOPBACK.test(origin));
}
