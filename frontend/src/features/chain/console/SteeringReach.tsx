import type { QueueEntry } from "@waybill/protocol/schemas/api/chain-status";
import { WeiText } from "../../../entities/WeiText.tsx";
import { T, type MessageId } from "../../../lib/i18n/text.tsx";

/** What is about to be replaced or withdrawn: what each is for, its nonce, and what its newest form offers. */
export function SteeringReach({ entries, text }: { entries: readonly QueueEntry[]; text: MessageId }) {
  return (
    <div className="space-y-3">
      <p>
        <T id={text} values={{ count: entries.length }} />
      </p>
      <ul className="list-disc space-y-1 pl-5">
        {entries.map(({ id, purpose, nonce, attempts }) => (
          <li key={id}>
            <T id={`operations.purpose.${purpose.kind}`} />,{" "}
            <T
              id="operations.transactions.offers"
              values={{ nonce: String(nonce ?? ""), fee: <WeiText wei={attempts[0]?.maxFeePerGasWei ?? "0"} /> }}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
