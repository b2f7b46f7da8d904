import { type CaseFile, finding } from "../case-file.ts";
import { consumptionsOf } from "../consumption.ts";
import type { Finding } from "../finding.ts";
import { sideBySide } from "../../trace/totals.ts";
import { listInWords, shortened } from "../words.ts";

/** More of a lot was used than anybody says there ever was. */
export function consumedMoreThanExisted(file: CaseFile): Finding[] {
  const { subjects, words } = file;
  return subjects.flatMap((subject) =>
    consumptionsOf(file, subject).flatMap(({ made, used, verdict, makers, users }) => {
      if (verdict !== "exceeded" || made === null) return [];
      const [all, existed] = sideBySide(used, made).map(([value, uom]) => words.amount(value, uom));
      const who = listInWords(shortened([...new Set(users.map(({ account }) => words.party(account)))]));
      const message = `${who} used ${all} of ${words.item(subject)}, but only ${existed} are known to have existed.`;
      return [finding("consumed-more-than-existed", "contradiction", message, [subject], [...makers, ...users])];
    }),
  );
}
