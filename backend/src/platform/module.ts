import type { Role } from "../config/variables.ts";
import type { ProblemTable } from "./errors.ts";
import type { ErrorFormat } from "./http/error-format.ts";
import type { PageRecords } from "./http/known-pages.ts";
import type { DrawPage } from "./http/static.ts";
import type { Route } from "./http/route.ts";
import type { Upgrade } from "./http/upgrade.ts";
import type { JobHandler } from "./jobs.ts";

/** Something that runs until it is stopped; a stop finishes the work in hand. */
export interface Service {
  stop(): Promise<void>;
}

/** The answer of one dependency to `/readyz`. */
export interface Readiness {
  /** `degraded`: this part is down, and the process still serves what does not need it. */
  state: "ok" | "degraded" | "down";
  reason?: string;
}

/** What a vertical slice hands to the composition. */
export interface Module {
  name: string;
  routes?: readonly Route[];
  /** WebSocket endpoints. */
  upgrades?: readonly Upgrade[];
  problems?: ProblemTable;
  /** How refusals look below its own paths, the finest path first, where a standard fixes that. */
  errorFormats?: readonly ErrorFormat[];
  /** Brings the module's own tables up to date, before anything of this process runs. */
  prepare?: () => Promise<void>;
  /** Task name to handler. */
  jobs?: Readonly<Record<string, JobHandler>>;
  /** Lines of graphile-worker's crontab. */
  crontab?: readonly string[];
  /** Loops that run in processes with that role. */
  services?: Partial<Record<Role, () => Promise<Service>>>;
  /** Draws its pages on the server. */
  drawPage?: DrawPage;
  /** What its pages are about, for those that there may be none of. */
  records?: PageRecords;
  readiness?: Readonly<Record<string, () => Promise<Readiness>>>;
}
