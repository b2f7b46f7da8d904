import { UserRound } from "lucide-react";
import { useText } from "../../lib/i18n/text.tsx";
import { ButtonLink } from "../../ui/Button.tsx";

/** The way to one's account, at the end of the bar. */
export function AccountLink({ isCurrent }: { isCurrent: boolean }) {
  const label = useText()("account.nav");
  return (
    <ButtonLink
      href="/account"
      look="quiet"
      size="icon"
      aria-label={label}
      title={label}
      aria-current={isCurrent ? "page" : undefined}
      className="aria-[current=page]:bg-sunken"
    >
      <UserRound aria-hidden />
    </ButtonLink>
  );
}
