import type { TracedStatement } from "@waybill/protocol/schemas/api/trace";
import { HashChip } from "../../../entities/HashChip.tsx";
import { useText } from "../../../lib/i18n/text.tsx";

/** The statements behind a link, each leading to its event. */
export function EventLinks({ statements }: { statements: readonly TracedStatement[] }) {
  const t = useText();
  return (
    <span className="flex flex-wrap gap-1">
      {statements.map(({ commitment, eventHash }) => (
        <HashChip key={commitment} hash={commitment} kind={t("chip.commitment")} href={`/events/${eventHash}`} />
      ))}
    </span>
  );
}
