import { type CaseFile, finding } from "../case-file.ts";
import { allSubjects } from "../fact.ts";
import type { Finding } from "../finding.ts";

/** An organisation declares a report of others to be in error. The report goes on counting: only whoever made it can take it back. */
export function disputed({ disputes, words }: CaseFile): Finding[] {
  return disputes.map((fact) => {
    const what = `the report of ${words.time(fact.timeText)} at ${words.place(fact.place)}`;
    const message = `${words.party(fact.account)} disputes ${what}, which others made and have not taken back by this.`;
    return finding("disputed", "notice", message, allSubjects([fact]), [fact]);
  });
}
