import { z } from "zod";
import { dateTime } from "../primitives.ts";

/** GET /api/installation/settings: one variable, as the process that answers was started with it. */
export const settingView = z.object({
  name: z.string(),
  description: z.string(),
  isSecret: z.boolean(),
  /** `file`: a secret that is read from a file. */
  source: z.enum(["environment", "file", "default", "absent"]),
  /** Null for what is secret, or absent. */
  value: z.string().nullable(),
  /** Since when it is so: when the file of a secret was written, or the process began; null for what is absent, or a file that is gone. */
  since: dateTime.nullable(),
});
export type SettingView = z.infer<typeof settingView>;

/** GET /api/installation/database: whether the process that answers may more in its database than it needs, and why. */
export const databaseRightsView = z.object({
  /**
   * `owns-tables`: its user makes tables, owns them, or can become who does; `exceeds-rows`: its user administers the server, passes row security, or may empty
   * tables or change what is only added to; `knows-owner`: it was started with DATABASE_OWNER_URL; null: it has the rights that it needs.
   */
  excess: z.enum(["owns-tables", "exceeds-rows", "knows-owner"]).nullable(),
});
export type DatabaseRightsView = z.infer<typeof databaseRightsView>;
