import { type CaseFile, finding } from "../case-file.ts";
import { consumptionsOf } from "../consumption.ts";
import type { Fact } from "../fact.ts";
import type { Finding } from "../finding.ts";
import { sideBySide } from "../../trace/totals.ts";

/** One organisation used more of a lot than anybody says there ever was. */
export function consumedMoreThanExisted(file: CaseFile): Finding[] {
  const { subjects, words } = file;
  return subjects.flatMap((subject) =>
    consumptionsOf(file, subject).flatMap(({ made, used, verdict, makers, users }) => {
      if (verdict !== "exceeded" || made === null) return [];
      const [all, existed] = sideBySide(used, made).map(([value, uom]) => words.amount(value, uom));
      const message = `${words.party((users[0] as Fact).account)} used ${all} of ${words.item(subject)}, but only ${existed} are known to have existed.`;
      return [finding("consumed-more-than-existed", "contradiction", message, [subject], [...makers, ...users])];
    }),
  );
}
