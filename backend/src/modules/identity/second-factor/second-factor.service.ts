import type { App } from "../../../platform/app.ts";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import type { PersonalFields } from "../../../platform/personal/personal-fields.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";
import { emailOf } from "../passwords/passwords.store.ts";
import { deleteTotp, findTotp, putTotp, replaceRecoveryCodes, takeRecoveryCode, takeStep } from "./second-factor.store.ts";
import { base32, readCode, TOTP_SECRET_BYTES, totpUri } from "./totp.ts";

const RECOVERY_CODES = 10;
/** 120 bits, which nobody guesses: 24 characters of base32. */
const RECOVERY_CODE_BYTES = 15;

/** Sealed under the key of its person, as what it tells us is: it goes when the person is erased, out of every copy of the database. */
const COLUMN = "person_totp.secret";

/** A secret for an authenticator app; it is asked for once one of its codes was seen. @throws {ProblemError} `identity.no-password`, `identity.has-second-factor` */
export async function beginSecondFactor(
  ctx: Ctx,
  { personal }: Pick<App, "personal">,
  person: string,
): Promise<{ secret: string; uri: string }> {
  const email = await emailOf(ctx, personal, person);
  if (email === null) throw new ProblemError(IDENTITY_PROBLEMS.noPassword);
  const secret = ctx.random.bytes(TOTP_SECRET_BYTES);
  const sealed = personal.seal(COLUMN, person, Buffer.from(secret).toString("base64"));
  if (!(await putTotp(ctx, person, sealed))) throw new ProblemError(IDENTITY_PROBLEMS.hasSecondFactor);
  const text = base32(secret);
  return { secret: text, uri: totpUri(text, email) };
}

/** Confirms the app by its first code, and gives the codes for the day on which it is lost. @throws {ProblemError} `identity.wrong-code`, `identity.expired-code` */
export async function confirmSecondFactor(ctx: Ctx, personal: PersonalFields, person: string, code: string): Promise<string[]> {
  const totp = await findTotp(ctx, person);
  if (totp?.confirmedAt) throw new ProblemError(IDENTITY_PROBLEMS.hasSecondFactor);
  const taken = await takeCode(ctx, personal, person, code);
  if (taken !== "taken") throw refusalOf(taken);
  const codes = Array.from({ length: RECOVERY_CODES }, () =>
    base32(ctx.random.bytes(RECOVERY_CODE_BYTES)).replaceAll(/(.{4})(?=.)/g, "$1-"),
  );
  await replaceRecoveryCodes(ctx, person, codes);
  return codes;
}

export async function endSecondFactor(ctx: Ctx, person: string): Promise<void> {
  await deleteTotp(ctx, person);
}

/** Whether a password alone is not enough. */
export async function hasSecondFactor(ctx: Pick<Ctx, "tx">, person: string): Promise<boolean> {
  return ((await findTotp(ctx, person))?.confirmedAt ?? null) !== null;
}

/** Uses up a code of the app, each time step once (RFC 6238, 5.2), or a recovery code. @throws {ProblemError} `identity.wrong-code`, `identity.expired-code` */
export async function takeSecondFactor(ctx: Ctx, personal: PersonalFields, person: string, code: string): Promise<void> {
  const taken = await takeCode(ctx, personal, person, code);
  if (taken !== "taken" && !(await takeRecoveryCode(ctx, person, code))) throw refusalOf(taken);
}

function refusalOf(reading: "expired" | "wrong"): ProblemError {
  return new ProblemError(reading === "expired" ? IDENTITY_PROBLEMS.expiredCode : IDENTITY_PROBLEMS.wrongCode);
}

async function takeCode(ctx: Ctx, personal: PersonalFields, person: string, code: string): Promise<"taken" | "expired" | "wrong"> {
  const totp = await findTotp(ctx, person);
  const opened = personal.open(COLUMN, person, totp?.secret ?? null);
  if (totp === undefined || opened === null) return "wrong";
  const reading = readCode(Buffer.from(opened, "base64"), code.trim(), ctx.clock.now(), totp.lastStep);
  if (typeof reading === "string") return reading;
  return (await takeStep(ctx, person, reading.step)) ? "taken" : "wrong";
}
