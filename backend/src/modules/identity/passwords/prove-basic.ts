import { BASIC_SCOPES } from "@waybill/protocol/permissions/scopes";
import type { App } from "../../../platform/app.ts";
import { record } from "../../../platform/audit.ts";
import { inTransaction, type Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import type { AuthenticateBasic } from "../../../platform/http/principal.ts";
import { asClaimed } from "../failed-sign-in.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";
import { hasPasskey } from "../passkeys/passkeys.store.ts";
import { hasSecondFactor } from "../second-factor/second-factor.service.ts";
import { takeBackAttempt } from "./attempts.store.ts";
import { normalEmail } from "./passwords.store.ts";
import { tryPassword } from "./prove-password.ts";

/** Told to whoever showed a password alone. No page of ours shows any, so no browser asks for one in a dialogue of its own. */
const CHALLENGE = { "WWW-Authenticate": 'Bearer realm="waybill", Basic realm="waybill", charset="UTF-8"' };

/** People remembered; beyond that some are noted twice in a day. */
const MAX_NOTED = 10_000;

/**
 * Knows customers of the shop by the e-mail address and password that come with each request (HTTP Basic, RFC 7617). Whatever else such a person is,
 * here it is a customer and acts for nobody. Who has a second factor is refused: the password alone would go past it.
 *
 * @throws {ProblemError} `identity.too-many-attempts`, `identity.wrong-password`, `identity.password-not-enough`
 */
export function createProveBasic(app: App): AuthenticateBasic {
  /** The day for which the audit log has it that a person showed its password: once for each process, instead of with each request. */
  const noted = new Map<string, string>();
  return async ({ name, password }, { address, traceId }) => {
    const guess = { personal: app.personal, email: normalEmail(name), address };
    const person = await tryPassword(app, guess, password, traceId).catch((error: unknown) => {
      throw isWrong(error) ? challenged(error) : error;
    });
    const day = app.clock.now().toISOString().slice(0, 10);
    const isFirst = noted.get(person) !== day;
    const check = async (ctx: Ctx) => {
      if ((await hasSecondFactor(ctx, person)) || (await hasPasskey(ctx, person)))
        throw new ProblemError(IDENTITY_PROBLEMS.passwordNotEnough);
      await takeBackAttempt(ctx, guess);
      if (isFirst) record(ctx, { action: "password.taken", by: null, subject: person, details: { day } });
    };
    await asClaimed(app, person, () => inTransaction(app, check, { traceId }));
    if (isFirst && noted.size >= MAX_NOTED) noted.clear();
    if (isFirst) noted.set(person, day);
    return {
      ...{ kind: "session", credential: person, person, account: null, authTime: app.clock.now(), amr: ["pwd"] },
      ...{ scopes: BASIC_SCOPES, roles: ["customer"], installationRoles: [] },
    };
  };
}

function challenged({ claimed }: ProblemError): ProblemError {
  return Object.assign(new ProblemError(IDENTITY_PROBLEMS.wrongPassword, { headers: CHALLENGE }), { claimed });
}

function isWrong(error: unknown): error is ProblemError {
  return error instanceof ProblemError && error.problem === IDENTITY_PROBLEMS.wrongPassword;
}
