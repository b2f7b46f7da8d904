import { type CaseFile, finding } from "../case-file.ts";
import { allSubjects } from "../fact.ts";
import type { Finding } from "../finding.ts";

/** An organisation took back what it had reported; the report counts for no other rule. */
export function declaredInError({ withdrawals, words }: CaseFile): Finding[] {
  return withdrawals.map((fact) => {
    const message = `${words.party(fact.account)} has taken back its report of ${words.time(fact.timeText)} at ${words.place(fact.place)}.`;
    return finding("declared-in-error", "notice", message, allSubjects([fact]), [fact]);
  });
}
