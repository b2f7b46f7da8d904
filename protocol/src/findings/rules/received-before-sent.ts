import { type CaseFile, finding } from "../case-file.ts";
import type { Fact } from "../fact.ts";
import type { Finding } from "../finding.ts";

/** Goods were received at a place before they were first sent there. */
export function receivedBeforeSent({ subjects, about, words }: CaseFile): Finding[] {
  return subjects.flatMap((subject) => {
    const facts = about(subject);
    return facts
      .filter(({ isReceipt, place }) => isReceipt && place !== undefined)
      .flatMap((receipt) => {
        const sent = facts.filter(
          (fact) => fact.isShipment && fact.place !== receipt.place && fact.destinations.includes(receipt.place as string),
        );
        const [first] = sent as [Fact?];
        if (first === undefined || first.time <= receipt.time) return [];
        const message =
          `${words.party(receipt.account)} received ${words.item(subject)} on ${words.time(receipt.timeText)}, ` +
          `but it was first sent there on ${words.time(first.timeText)}.`;
        return [finding("received-before-sent", "contradiction", message, [subject], [receipt, first])];
      });
  });
}
