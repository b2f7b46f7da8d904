import { parseArgs } from "node:util";
import { findPerson } from "../modules/identity/identity.queries.ts";
import { makeReset, takeSecondFactors } from "../modules/identity/resets/ways-in.ts";
import { erasePerson } from "../modules/privacy/erase-person.ts";
import { exportPerson } from "../modules/privacy/export-person.ts";
import { liftHold, setHold } from "../modules/privacy/legal-holds.ts";
import { systemClock } from "../platform/clock.ts";
import type { Ctx } from "../platform/context.ts";
import { systemRandom } from "../platform/ids.ts";
import { openPersonalFields, type PersonalFields } from "../platform/personal/personal-fields.ts";
import { asOperator } from "./as-operator.ts";
import { fail } from "./fail.ts";
import { personalPlaces } from "./personal-places.ts";
import type { Io } from "./token.ts";
import { withDatabase } from "./with-database.ts";

const USAGE =
  "Usage: npm run waybill -- person export|erase|reset-password|take-second-factors <id or e-mail address>, or person hold|release " +
  "<id or e-mail address> --reason <why>.\n";
const MAX_REASON = 500;
const ACTS = ["export", "erase", "reset-password", "take-second-factors", "hold", "release"] as const;

interface Asked {
  act: (typeof ACTS)[number];
  who: string;
  reason: string;
}

/**
 * `person export|erase|reset-password|take-second-factors|hold|release`: what a person may ask of whoever runs Waybill. Reads DATABASE_URL,
 * PERSONAL_KEY_FILE and PERSONAL_DATA_KEYS; and PUBLIC_URL, else WAYBILL_URL, for the link that resets a password.
 *
 * @returns 0, or 1 with one sentence on standard error
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const asked = readArguments(args);
  if (asked === undefined) return fail(io, USAGE);
  return withDatabase(io, async (dataSource) => {
    const personal = openPersonalFields({ personal: personalPlaces(io) }, { clock: systemClock, random: systemRandom });
    io.stdout.write(await asOperator(dataSource, (ctx) => carryOut(ctx, personal, { ...asked, origin: originOf(io) })));
    return 0;
  });
}

async function carryOut(ctx: Ctx, personal: PersonalFields, { act, who, reason, origin }: Asked & { origin: string }): Promise<string> {
  const person = (await findPerson(ctx, personal, who)) ?? who;
  switch (act) {
    case "export":
      return `${JSON.stringify(await exportPerson(ctx, personal, person, "operator"), null, 2)}\n`;
    case "erase":
      await erasePerson(ctx, personal, person, "operator");
      return `${person} is erased. Keys are not in dumps of the database, so nothing of it can be read in those either.\n`;
    case "reset-password": {
      const { token } = await makeReset(ctx, { person, by: "operator" });
      return `For ${person} alone; good once, for an hour:\n${origin}/account/reset#${token}\n`;
    }
    case "take-second-factors":
      await takeSecondFactors(ctx, { person, by: "operator" });
      return `${person} sets up another second factor at the next sign-in by password. All its sessions have ended.\n`;
    case "hold":
      await setHold(ctx, personal, person, reason, "operator");
      return `Nothing of ${person} is erased until the hold is lifted: person release.\n`;
    case "release":
      await liftHold(ctx, personal, person, reason, "operator");
      return `${person} may be erased again.\n`;
  }
}

/** Where the pages are. */
function originOf({ env = process.env }: Pick<Io, "env">): string {
  const url = env["PUBLIC_URL"] || env["WAYBILL_URL"];
  return url === undefined || url === "" ? "<address of the installation>" : new URL(url).origin;
}

/** The id of a person is any sixteen bytes in base64url: one in 64 looks like an option. */
const DASHED_ID = /^-[\w-]{21}$/;

function readArguments(args: readonly string[]): Asked | undefined {
  try {
    const ids = args.filter((arg) => DASHED_ID.test(arg));
    const others = args.filter((arg) => !DASHED_ID.test(arg));
    const options = { reason: { type: "string" } } as const;
    const { values, positionals } = parseArgs({ args: [...others, "--", ...ids], options, allowPositionals: true });
    const [word, who, more] = positionals;
    const act = ACTS.find((one) => one === word);
    const reason = values.reason?.trim() ?? "";
    const needsReason = act === "hold" || act === "release";
    if (act === undefined || who === undefined || more !== undefined || reason.length > MAX_REASON) return undefined;
    return needsReason === (reason !== "") ? { act, who, reason } : undefined;
  } catch {
    return undefined;
  }
}
