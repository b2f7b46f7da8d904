import { Send } from "lucide-react";
import { T } from "../lib/i18n/text.tsx";
import { isHeldUp } from "../lib/outbox/outbox-entry.ts";
import { useOutbox } from "../lib/outbox/use-outbox.ts";
import { ButtonLink } from "../ui/Button.tsx";

/** The way to the outbox from every page, with the number of those that wait or were refused. */
export function OutboxLink({ isCurrent }: { isCurrent: boolean }) {
  const count = useOutbox().filter((entry) => isHeldUp(entry) || entry.state === "refused").length;
  return (
    <ButtonLink
      look="quiet"
      href="/supplier/outbox"
      aria-current={isCurrent ? "page" : undefined}
      className="relative aria-[current=page]:bg-sunken max-sm:px-2"
    >
      <Send aria-hidden />
      <span className="max-sm:sr-only">
        <T id="outbox.nav" />
      </span>
      {count > 0 && (
        <span className="rounded-full bg-accent px-1.5 text-xs leading-5 text-on-accent max-sm:absolute max-sm:top-0 max-sm:right-0">
          {count}{" "}
          <span className="sr-only">
            <T id="outbox.nav.open" />
          </span>
        </span>
      )}
    </ButtonLink>
  );
}
