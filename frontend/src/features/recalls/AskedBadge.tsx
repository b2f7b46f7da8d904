import { T } from "../../lib/i18n/text.tsx";
import { useRecallsAsking } from "./use-recalls.ts";

/** How many open recalls ask an account; nothing for none. */
export function AskedBadge({ account }: { account: string | null }) {
  const { count, hasMore } = useRecallsAsking(account);
  if (count === 0) return null;
  return (
    <span className="ml-1.5 inline-block rounded-full bg-accent px-1.5 text-xs leading-5 text-on-accent">
      {count}
      {hasMore && "+"}{" "}
      <span className="sr-only">
        <T id="recalls.asking.badge" />
      </span>
    </span>
  );
}
