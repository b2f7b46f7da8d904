import type { FeedState, QueueState } from "@waybill/protocol/schemas/api/chain-status";
import { T } from "../../../lib/i18n/text.tsx";
import { StatusMark, type Tone } from "../../../ui/StatusMark.tsx";

// Never the tone of a passed check: the service says so, and nobody has checked it here.
const FEED_TONES: Readonly<Record<FeedState, Tone>> = {
  ready: "neutral",
  loading: "pending",
  behind: "pending",
  incomplete: "failed",
  halted: "failed",
  foreign: "failed",
};

const QUEUE_TONES: Readonly<Record<QueueState, Tone>> = {
  queued: "pending",
  signed: "pending",
  sent: "pending",
  included: "neutral",
  final: "neutral",
  failed: "failed",
  reverted: "failed",
  unknown: "unknown",
};

export function FeedMark({ state }: { state: FeedState }) {
  return (
    <StatusMark tone={FEED_TONES[state]} plain className="whitespace-nowrap">
      <T id={`chain.feed.${state}`} />
    </StatusMark>
  );
}

export function QueueMark({ state }: { state: QueueState }) {
  return (
    <StatusMark tone={QUEUE_TONES[state]} plain className="whitespace-nowrap">
      <T id={`chain.queue.${state}`} />
    </StatusMark>
  );
}
