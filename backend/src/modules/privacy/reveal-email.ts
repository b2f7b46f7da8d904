import { record, type Actor } from "../../platform/audit.ts";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import type { PersonalFields } from "../../platform/personal/personal-fields.ts";
import { PRIVACY_PROBLEMS } from "./privacy.errors.ts";

/** The whole address of a person; null for who has none. That somebody looked is recorded. @throws {ProblemError} `privacy.unknown-person` */
export async function revealEmail(ctx: Ctx, personal: PersonalFields, person: string, by: Actor): Promise<string | null> {
  const [row] = await selectRows<{ sealed: Buffer | null }>(
    ctx,
    "SELECT email_sealed AS sealed FROM persons LEFT JOIN person_passwords ON person_id = persons.id WHERE persons.id = $1",
    [person],
  );
  if (row === undefined) throw new ProblemError(PRIVACY_PROBLEMS.unknownPerson);
  record(ctx, { action: "person.revealed", by, subject: person });
  return personal.open("person_passwords.email", person, row.sealed);
}
