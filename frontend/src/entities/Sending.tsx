import { T } from "../lib/i18n/text.tsx";
import { useIsOffline } from "../lib/offline/use-is-offline.ts";
import { isHeldUp } from "../lib/outbox/outbox-entry.ts";
import { useIsLasting, useOutbox } from "../lib/outbox/use-outbox.ts";
import { Callout } from "../ui/Callout.tsx";

/** Above every page of a supplier: that there is no network, and what waits for one. Nothing while all is well. */
export function Sending({ isOutbox }: { isOutbox: boolean }) {
  const entries = useOutbox();
  const isOffline = useIsOffline();
  const isLasting = useIsLasting();
  const count = entries.filter(isHeldUp).length;
  const refused = entries.filter(({ state }) => state === "refused").length;
  return (
    <>
      {!isLasting && (
        <Callout tone="failed" live title={<T id="outbox.not-lasting" />}>
          <T id="outbox.not-lasting.text" />
        </Callout>
      )}
      {isOffline && (
        <Callout tone="unknown" live title={<T id="offline.title" />}>
          <T id="offline.text" />
        </Callout>
      )}
      {!isOutbox && count + refused > 0 && (
        <Callout
          tone={refused > 0 ? "failed" : "pending"}
          title={refused > 0 ? <T id="outbox.refused.count" values={{ count: refused }} /> : <T id="outbox.count" values={{ count }} />}
        >
          <a className="link" href="/supplier/outbox">
            <T id="outbox.look" />
          </a>
        </Callout>
      )}
    </>
  );
}
