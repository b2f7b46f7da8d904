import { chainActView, type ChainActView } from "@waybill/protocol/schemas/api/chain-acts";
import { z } from "zod";
import { History } from "../../../entities/console/History.tsx";
import type { ListDefinition } from "../../../entities/list/definition.ts";
import { InstantText } from "../../../entities/Times.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { sendOwn } from "../../../lib/session/session.ts";
import { shortHex } from "../../../lib/short.ts";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import { PersonNamed } from "../people/PersonNamed.tsx";
import { NamedAccount } from "./NamedAccount.tsx";

const isOpen = ({ verdict, acknowledgedAt }: ChainActView) => verdict === "unnoted" && acknowledgedAt === null;
const eventText = ({ name, role, account }: ChainActView["events"][number]) =>
  [name, ...(role === null ? [] : [role]), ...(account === null ? [] : [shortHex(account)])].join(" ");

/** What was done to the contracts' rights and actors, and who of the admins had noted it. */
export const CHAIN_ACTS: ListDefinition<ChainActView> = {
  name: "chain-acts",
  place: "done",
  title: "console.access.acts",
  path: "/api/installation/chain-acts",
  item: chainActView,
  keyOf: ({ transactionHash }) => transactionHash,
  nameOf: ({ transactionHash }) => shortHex(transactionHash),
  columns: [
    {
      id: "what",
      head: "console.access.acts.what",
      cell: ({ events }) => (
        <ul className="min-w-40">
          {events.map((event, index) => (
            <li key={index}>{eventText(event)}</li>
          ))}
        </ul>
      ),
      csv: ({ events }) =>
        events.map(({ name, role, account }) => [name, role, account].filter((part) => part !== null).join(" ")).join("; "),
    },
    {
      id: "verdict",
      head: "console.access.acts.verdict",
      cell: (act) => <Verdict {...act} />,
      csv: ({ verdict, note }) => note?.person ?? verdict,
    },
    {
      id: "sender",
      head: "console.access.acts.sender",
      cell: ({ sender }) => <NamedAccount account={sender} />,
      csv: ({ sender }) => sender,
    },
    { id: "when", head: "console.access.acts.when", cell: ({ at }) => <InstantText time={at} />, csv: ({ at }) => at },
    {
      id: "transaction",
      head: "console.access.acts.transaction",
      cell: ({ transactionHash }) => <code className="font-mono">{shortHex(transactionHash)}</code>,
      csv: ({ transactionHash }) => transactionHash,
    },
  ],
  facets: [
    {
      kind: "choice",
      name: "verdict",
      label: "console.access.acts.verdict",
      options: (["unnoted", "noted", "own"] as const).map((value) => ({ value, label: `console.access.acts.${value}` as const })),
    },
  ],
  empty: "console.access.acts.none",
  details: ({ transactionHash }) => <History subject={transactionHash} />,
  acts: [
    {
      id: "acknowledge",
      act: "installation:acknowledgeAct",
      label: "console.access.acts.acknowledge",
      question: "console.access.acts.question",
      done: "console.access.acts.done",
      appliesTo: isOpen,
      reach: () => <T id="console.access.acts.reach" />,
      perform: ({ transactionHash }, _, idempotencyKey) =>
        sendOwn(`/api/installation/chain-acts/${transactionHash}/acknowledgement`, z.undefined(), { idempotencyKey }),
    },
  ],
};

function Verdict(act: ChainActView) {
  const { verdict, note, acknowledgedAt } = act;
  return (
    <span className="flex flex-col gap-1">
      <StatusMark tone={isOpen(act) ? "failed" : verdict === "unnoted" ? "unknown" : "passed"} plain>
        <T id={`console.access.acts.${verdict}`} />
      </StatusMark>
      {note !== null && (
        <span className="text-sm text-muted">
          <T
            id="console.access.acts.noted-by"
            values={{ action: <code>{note.action}</code>, person: <PersonNamed person={note.person} /> }}
          />
        </span>
      )}
      {acknowledgedAt !== null && (
        <span className="text-sm text-muted">
          <T id="console.access.acts.acknowledged" />
        </span>
      )}
    </span>
  );
}
