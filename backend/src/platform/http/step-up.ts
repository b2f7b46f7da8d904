import type { App } from "../app.ts";
import { ProblemError } from "../errors.ts";
import { PLATFORM_PROBLEMS } from "../problems.ts";
import type { Principal } from "./principal.ts";
import type { Route } from "./route.ts";

/** How long somebody who proved who it is need not do so again. */
const STEP_UP_SECONDS = 300;

/**
 * Refuses a dangerous act to a session whose person has not proven lately who it is (RFC 9470): whoever finds an open browser cannot do it.
 *
 * @throws {ProblemError} `platform.step-up-required`
 */
export function checkStepUp({ clock }: Pick<App, "clock">, { stepUp }: Pick<Route, "stepUp">, { kind, authTime }: Principal): void {
  if (stepUp === undefined || (stepUp === "people" && kind === "key")) return;
  if (authTime !== null && clock.now().getTime() - authTime.getTime() < STEP_UP_SECONDS * 1000) return;
  throw new ProblemError(PLATFORM_PROBLEMS.stepUpRequired, {
    headers: { "WWW-Authenticate": `Bearer realm="waybill", error="insufficient_user_authentication", max_age=${STEP_UP_SECONDS}` },
  });
}
