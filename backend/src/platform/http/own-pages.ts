import type { Request } from "express";
import type { PlatformApp } from "../app.ts";
import { ProblemError } from "../errors.ts";
import { PLATFORM_PROBLEMS } from "../problems.ts";
import { isOwnOrigin } from "./own-origins.ts";
import type { Route } from "./route.ts";

/**
 * Refuses what a page of somebody else makes a browser send. Browsers name the asking page in every POST; a route that acts on a cookie wants to see
 * that, one that only sets cookies serves programs as well, which name none.
 *
 * @throws {ProblemError} `platform.cross-site`
 */
export function checkOwnPage({ config }: Pick<PlatformApp, "config">, { cookies }: Pick<Route, "cookies">, request: Request): void {
  if (cookies === undefined) return;
  const origin = request.get("origin");
  const site = request.get("sec-fetch-site");
  const isForeign = (origin !== undefined && !isOwnOrigin(config, origin)) || (site !== undefined && site !== "same-origin");
  if (isForeign || (cookies === "reads" && origin === undefined)) throw new ProblemError(PLATFORM_PROBLEMS.crossSite);
}
