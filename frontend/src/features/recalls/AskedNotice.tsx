import { T } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { useRecallsAsking } from "./use-recalls.ts";

/** Tells an account on its first page that others call goods back which it may have; nothing when nobody does. */
export function AskedNotice({ account }: { account: string | null }) {
  const { count, hasMore } = useRecallsAsking(account);
  if (count === 0) return null;
  return (
    <Callout tone="failed" title={<T id={hasMore ? "recalls.asking.many" : "recalls.asking"} values={{ count }} />}>
      <a href="/supplier/recalls" className="link">
        <T id="recalls.asking.link" />
      </a>
    </Callout>
  );
}
