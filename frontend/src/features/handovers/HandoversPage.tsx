import { Plus } from "lucide-react";
import { OutboxNotice } from "../../entities/OutboxNotice.tsx";
import { Heading } from "../../entities/Heading.tsx";
import { T, type MessageId } from "../../lib/i18n/text.tsx";
import { useOutbox } from "../../lib/outbox/use-outbox.ts";
import { ButtonLink } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Section } from "../../ui/Card.tsx";
import { Skeleton } from "../../ui/Progress.tsx";
import { useText } from "../../lib/i18n/text.tsx";
import { HandoverRow } from "./HandoverRow.tsx";
import { standingOf, type Standing } from "./model/standing.ts";
import { useHandovers } from "./use-handovers.ts";

/** Groups of the list, in the order in which they need somebody. */
const GROUPS: readonly { id: string; title: MessageId; empty: MessageId | null; holds: readonly Standing[] }[] = [
  { id: "incoming", title: "handovers.incoming", empty: "handovers.incoming.none", holds: ["to-accept"] },
  { id: "outgoing", title: "handovers.outgoing", empty: "handovers.outgoing.none", holds: ["waiting", "underway"] },
  { id: "past", title: "handovers.past", empty: null, holds: ["done", "ended"] },
];

const KINDS = ["opening", "offer", "acceptance", "rejection", "closing"];

/** Everything that this account hands over or takes over. */
export function HandoversPage({ account }: { account: string | null }) {
  const text = useText();
  const { data, error, isPending } = useHandovers(account);
  const unsent = useOutbox().filter((entry) => entry.account === account && entry.state !== "sent" && KINDS.includes(entry.kind));
  const now = new Date();
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-4">
        <div className="max-w-2xl">
          <Heading className="text-3xl" id="handovers.title" />
          <p className="mt-2 text-lg text-muted">
            <T id="handovers.intro" />
          </p>
        </div>
        <ButtonLink look="primary" href="/supplier/handovers/new">
          <Plus aria-hidden />
          <T id="handovers.new" />
        </ButtonLink>
      </div>
      <div className="mt-6 space-y-4">
        {account === null && <Callout tone="neutral" title={<T id="handovers.connect" />} />}
        {unsent.map((entry) => (
          <OutboxNotice key={entry.id} entry={entry} />
        ))}
        {error !== null && data === undefined && <Callout tone="unknown" title={<T id="error.down.title" />} />}
        {account !== null && isPending && <Skeleton label={text("app.loading")} />}
      </div>
      {data !== undefined &&
        GROUPS.map(({ id, title, empty, holds }) => {
          const handovers = data.items.filter((handover) => holds.includes(standingOf(handover, account, now)));
          if (handovers.length === 0 && empty === null) return null;
          return (
            <Section key={id} id={id} title={<T id={title} />}>
              {handovers.length === 0 ? (
                <p className="text-muted">{empty !== null && <T id={empty} />}</p>
              ) : (
                <ul className="divide-y divide-line border-y border-line">
                  {handovers.map((handover) => (
                    <HandoverRow key={handover.id} handover={handover} account={account} />
                  ))}
                </ul>
              )}
            </Section>
          );
        })}
    </>
  );
}
