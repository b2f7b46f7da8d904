import { recallIn, type RecallNotice } from "../../recall/recall-in.ts";
import { type CaseFile, finding } from "../case-file.ts";
import { allSubjects, type Fact } from "../fact.ts";
import type { Finding } from "../finding.ts";

const RISK_WORDS = {
  serious: "It may harm your health.",
  limited: "It is unlikely to harm your health.",
  quality: "Its quality is at fault.",
};

/**
 * Somebody calls these goods back. Whether it made or handled them is said with it: a stranger can write such a notice, too, and must not
 * be able to make others' goods look unsafe by it.
 */
export function recalled(file: CaseFile): Finding[] {
  const told = file.facts.flatMap((fact) => {
    const recall = recallIn(fact.event);
    return recall === undefined ? [] : [{ fact, recall }];
  });
  const recalling = new Set(told.map(({ fact }) => fact.commitment));
  const ends = told.flatMap(({ fact, recall }) => (recall.kind === "end" ? [`${fact.account} ${recall.notice}`] : []));
  return told.flatMap(({ fact, recall }) => {
    if (recall.kind !== "notice") return [];
    const isOver = ends.includes(`${fact.account} ${fact.commitment}`);
    const hasHandled = allSubjects([fact]).some((subject) =>
      file.about(subject).some(({ account, commitment }) => account === fact.account && !recalling.has(commitment)),
    );
    return [noticeFinding(file, fact, recall, isOver ? "recall-ended" : hasHandled ? "recalled" : "recalled-by-stranger")];
  });
}

function noticeFinding({ words }: CaseFile, fact: Fact, notice: RecallNotice, rule: string): Finding {
  const subjects = allSubjects([fact]);
  const party = words.party(fact.account);
  const goods = words.items(subjects);
  const when = words.time(fact.timeText);
  const why = notice.reason === null ? "" : ` Its reason: ${sentence(words.foreign(notice.reason))}`;
  const risk = notice.risk === null ? "" : ` ${RISK_WORDS[notice.risk]}`;
  const act = notice.instruction === null ? " Do not use it." : ` ${sentence(words.foreign(notice.instruction))}`;
  const messages: Record<string, string> = {
    recalled: `${party} recalled ${goods} on ${when}.${why}${risk}${act}`,
    "recalled-by-stranger": `${party}, which has reported nothing else about it, calls for a recall of ${goods} on ${when}.${why}`,
    "recall-ended": `${party} recalled ${goods} on ${when}, and has ended that recall since.${why}`,
  };
  return finding(rule, "notice", messages[rule] ?? "", subjects, [fact]);
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
