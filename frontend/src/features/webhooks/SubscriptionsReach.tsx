import type { SubscriptionProgress } from "@waybill/protocol/schemas/api/subscriptions";
import { T, type MessageId } from "../../lib/i18n/text.tsx";

/** Whom an act on subscriptions is about, and how much each has behind it. */
export function SubscriptionsReach({ items, text }: { items: readonly SubscriptionProgress[]; text: MessageId }) {
  const organisations = new Set(items.map(({ account }) => account)).size;
  return (
    <div className="space-y-3">
      <p>
        <T
          id={text}
          values={{ count: items.length, organisations, letters: items.reduce((sum, { deadLetters }) => sum + deadLetters, 0) }}
        />
      </p>
      <ul className="list-disc space-y-1 pl-5">
        {items.map(({ id, queryName, dest, behind }) => (
          <li key={id} className="break-words">
            <T id="operations.subscriptions.reach.item" values={{ queryName, dest, behind }} />
          </li>
        ))}
      </ul>
    </div>
  );
}
