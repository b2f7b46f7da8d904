import { z } from "zod";
import { address, dateTime } from "../primitives.ts";
import { installationRole, memberRole } from "./members.ts";

/** GET /api/me/export: everything that is kept about a person. Tables and columns are those of the database. */
export const personExport = z.object({
  person: z.string(),
  exportedAt: dateTime,
  tables: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
});
export type PersonExport = z.infer<typeof personExport>;

/** POST /api/installation/persons/lookup: a person's id, a wallet or an e-mail address. In the body, so that it stands in no address and no log. */
export const personLookup = z.strictObject({ named: z.string().trim().min(1).max(320) });
export const foundPerson = z.object({ person: z.string() });

/** GET /api/installation/persons/{person}/reach: who it is, and what an erasure would take away and leave. */
export const personReach = z.object({
  person: z.string(),
  /** Null for somebody who was erased. */
  since: dateTime.nullable(),
  isErased: z.boolean(),
  /** Masked; null for who has none. */
  email: z.string().nullable(),
  wallets: z.array(address),
  organisations: z.array(z.object({ account: address, role: memberRole })),
  installationRoles: z.array(installationRole),
  openSessions: z.number().int(),
  /** Keeps it from being erased. The reason, as somebody wrote it, is for admins. */
  hold: z.object({ since: dateTime, reason: z.string().nullable() }).nullable(),
  /** Rows about it, table by table; `stays` says why they outlive it, null that they go. */
  tables: z.array(z.object({ table: z.string(), rows: z.number().int(), stays: z.string().nullable() })),
});
export type PersonReach = z.infer<typeof personReach>;

/** GET /api/installation/persons/{person}/email: the whole address. */
export const revealedEmail = z.object({ email: z.string().nullable() });

/** POST /api/installation/persons/{person}/hold and …/release */
export const holdRequest = z.strictObject({ reason: z.string().trim().min(1).max(500) });

/** GET /api/installation/holds: who must not be erased, now or once. */
export const holdView = z.object({
  person: z.string(),
  since: dateTime,
  liftedAt: dateTime.nullable(),
  /** As somebody wrote it, for admins; null for auditors. */
  reason: z.string().nullable(),
});
export type HoldView = z.infer<typeof holdView>;

/** GET /api/installation/retention: how long the rows of a table are kept, and what was removed by that rule. */
export const retentionView = z.object({
  table: z.string(),
  what: z.string(),
  /** Hours after the time in that column. */
  from: z.string(),
  hours: z.number().int(),
  /** Which rows alone; null for all. */
  only: z.string().nullable(),
  /** A legal hold keeps rows of its person. */
  isHeldBack: z.boolean(),
  /** The column that is emptied, and whose key is destroyed where it seals nothing else; null where rows are deleted. */
  forgets: z.string().nullable(),
  /** Null before the first time. */
  ranAt: dateTime.nullable(),
  /** Rows; `ever` as far back as it is noted, some thirteen months. */
  removed: z.object({ today: z.number().int(), inThirtyDays: z.number().int(), ever: z.number().int() }),
});
export type RetentionView = z.infer<typeof retentionView>;
