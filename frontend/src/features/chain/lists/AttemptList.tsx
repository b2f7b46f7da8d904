import type { QueueEntry } from "@waybill/protocol/schemas/api/chain-status";
import { TransactionChip } from "../../../entities/ChainChips.tsx";
import { RelativeTime } from "../../../entities/Times.tsx";
import { WeiText } from "../../../entities/WeiText.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { Disclosure } from "../../../ui/Disclosure.tsx";

/** Every signed form of a transaction with the fee that it offers; at most one form of a nonce is ever mined. */
export function AttemptList({ entry: { attempts, attemptCount } }: { entry: QueueEntry }) {
  if (attempts.length === 0) return null;
  return (
    <Disclosure className="mt-1" summary={<T id="chain.queue.forms" values={{ count: attemptCount }} />}>
      <ol className="space-y-2">
        {attempts.map((attempt) => (
          <li key={attempt.hash} className="border-l-2 border-line pl-3">
            <TransactionChip hash={attempt.hash} />
            <span className="block text-muted">
              <T id={`chain.queue.form.${attempt.kind}`} values={{ nonce: String(attempt.nonce) }} />,{" "}
              <T
                id="chain.queue.fee"
                values={{ fee: <WeiText wei={attempt.maxFeePerGasWei} />, tip: <WeiText wei={attempt.maxPriorityFeePerGasWei} /> }}
              />
              , <RelativeTime time={attempt.signedAt} />
            </span>
          </li>
        ))}
      </ol>
    </Disclosure>
  );
}
