import type { SenderView } from "@waybill/protocol/schemas/api/chain-status";
import { AccountChip } from "../../../entities/PartyChip.tsx";
import { RelativeTime } from "../../../entities/Times.tsx";
import { WeiText } from "../../../entities/WeiText.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { Card, Fact, Facts } from "../../../ui/Card.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import { Duration } from "./Duration.tsx";

/** Less than this is worth an alert, and a word. */
const SHORT_RUNWAY_HOURS = 24;
/** Beyond this a number would only pretend to know. */
const LONG_RUNWAY_HOURS = 365 * 24;

/** The accounts that send for us, and how long their money lasts. */
export function SenderCards({ senders }: { senders: readonly SenderView[] }) {
  return (
    <ul className="grid gap-5 lg:grid-cols-2">
      {senders.map((sender) => (
        <li key={sender.address}>
          <SenderCard sender={sender} />
        </li>
      ))}
    </ul>
  );
}

function SenderCard({ sender }: { sender: SenderView }) {
  const { address, roles, balanceWei, spentWeiPerDay, queued, onTheWay, stuck, oldestOpenAt, reason } = sender;
  return (
    <Card>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h3 className="text-lg">
          <T id={`chain.sender.${roles.length > 1 ? "both" : (roles[0] ?? "relayer")}`} />
        </h3>
        <AccountChip account={address} />
      </div>
      {reason !== null && (
        <p className="mt-3">
          <StatusMark tone="unknown">{reason}</StatusMark>
        </p>
      )}
      <Facts className="mt-4">
        <Fact name={<T id="chain.sender.balance" />}>{balanceWei === null ? <T id="chain.unknown" /> : <WeiText wei={balanceWei} />}</Fact>
        <Fact name={<T id="chain.sender.spent" />}>
          <WeiText wei={spentWeiPerDay} />
        </Fact>
        <Fact name={<T id="chain.sender.runway" />}>
          <Runway sender={sender} />
        </Fact>
        <Fact name={<T id="chain.sender.queue" />}>
          <T id="chain.sender.queue.value" values={{ queued, sent: onTheWay }} />
          {oldestOpenAt !== null && (
            <span className="block text-sm text-muted">
              <T id="chain.sender.oldest" values={{ time: <RelativeTime time={oldestOpenAt} /> }} />
            </span>
          )}
        </Fact>
        <Fact name={<T id="chain.sender.stuck" />}>
          {stuck === 0 ? (
            <T id="chain.sender.stuck.none" />
          ) : (
            <StatusMark tone="unknown" plain>
              <T id="chain.sender.stuck.value" values={{ count: stuck }} />
            </StatusMark>
          )}
        </Fact>
      </Facts>
    </Card>
  );
}

function Runway({ sender: { balanceWei, runwayHours } }: { sender: SenderView }) {
  if (runwayHours === null) return <T id={balanceWei === null ? "chain.unknown" : "chain.sender.runway.unspent"} />;
  if (runwayHours > LONG_RUNWAY_HOURS) return <T id="chain.sender.runway.long" />;
  const duration = <Duration seconds={runwayHours * 3_600} />;
  if (runwayHours >= SHORT_RUNWAY_HOURS) return duration;
  return (
    <StatusMark tone="failed" plain>
      <T id="chain.sender.runway.short" /> {duration}
    </StatusMark>
  );
}
