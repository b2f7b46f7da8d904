import type { App } from "../../platform/app.ts";
import type { Module } from "../../platform/module.ts";
import { applyRetention } from "./apply-retention.ts";
import { checkKeys } from "./check-keys.ts";
import { consentsRoutes } from "./consents.routes.ts";
import { finishErasures } from "./erase-person.ts";
import { holdsRoutes } from "./holds.routes.ts";
import { personsRoutes } from "./persons.routes.ts";
import { PRIVACY_PROBLEMS } from "./privacy.errors.ts";
import { privacyRoutes } from "./privacy.routes.ts";
import { sealSecondFactors } from "./seal-second-factors.ts";
import { sealWaitingValues } from "./seal-values.ts";

/** What people are told and can do about what is kept of them. */
export function createPrivacy({ app }: { app: App }): Module {
  return {
    name: "privacy",
    problems: PRIVACY_PROBLEMS,
    routes: [...privacyRoutes(app), ...consentsRoutes(app), ...personsRoutes(app), ...holdsRoutes(app)],
    jobs: { "privacy:retention": applyRetention },
    crontab: ["23 * * * * privacy:retention"],
    async prepare() {
      if (!app.config.roles.some((role) => role === "api" || role === "worker")) return;
      await checkKeys(app);
      await finishErasures(app);
      await sealWaitingValues(app);
      await sealSecondFactors(app);
    },
  };
}
