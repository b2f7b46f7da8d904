import { type CaseFile, finding } from "../case-file.ts";
import type { Fact } from "../fact.ts";
import type { Finding } from "../finding.ts";
import { type Process, processesOf } from "../processes.ts";
import { sideBySide, type Total } from "../../trace/totals.ts";
import { unitWord } from "../units.ts";
import { listInWords } from "../words.ts";

/** More came out than went in, by weight or by volume. */
export function moreOutThanIn({ events, words }: CaseFile): Finding[] {
  return processesOf(events)
    .filter(({ verdict }) => verdict === "more-out-than-in")
    .map(({ facts, inputs, outputs, into, out }) => {
      const message =
        `More came out than went in when ${words.items(outputs)} was made on ${words.time((facts[0] as Fact).timeText)}: ` +
        `${amounts(out[0] as Total, into[0] as Total).join(" from ")}.`;
      return finding("more-out-than-in", "contradiction", message, [...inputs, ...outputs], facts);
    });
}

/** In and out are counted in units that do not convert, or some of it is not counted, so nobody can check the balance. */
export function balanceUnknown({ events, words }: CaseFile): Finding[] {
  const unclear = processesOf(events).filter(({ verdict, into, out }) => verdict === "unknown" && into.length > 0 && out.length > 0);
  return [...Map.groupBy(unclear, ({ outputs }) => JSON.stringify(outputs)).values()].map((processes) => {
    const outputs = (processes[0] as Process).outputs;
    const facts = processes.flatMap((process) => process.facts);
    const counted = facts.flatMap(({ subjects }) => subjects.filter(({ quantity }) => quantity !== undefined));
    const units = [...new Set(counted.map(({ uom }) => unitWord(uom)))];
    const message = `Whether the amounts add up cannot be checked where ${words.items(outputs)} was made: they are given in ${listInWords(units)}, not all by weight.`;
    return finding("balance-unknown", "notice", message, [...outputs, ...processes.flatMap(({ inputs }) => inputs)], facts);
  });
}

function amounts(out: Total, into: Total): string[] {
  return sideBySide(out, into).map(
    ([value, uom]) => `${Number(value).toLocaleString("en", { maximumFractionDigits: 1 })} ${unitWord(uom)}`,
  );
}
