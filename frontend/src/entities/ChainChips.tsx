import { Anchor, ArrowLeftRight, Box, CalendarCheck } from "lucide-react";
import { useExplorerLink } from "../lib/explorer.ts";
import { useText } from "../lib/i18n/text.tsx";
import { eventHashOfId, shortHex } from "../lib/short.ts";
import { Chip } from "./Chip.tsx";

export function TransactionChip({ hash }: { hash: string }) {
  const t = useText();
  const explorer = useExplorerLink("tx", hash);
  return (
    <Chip value={hash} kind={t("chip.transaction")} icon={<ArrowLeftRight aria-hidden />} short explorerHref={explorer}>
      {shortHex(hash)}
    </Chip>
  );
}

export function BlockChip({ number, hash }: { number: number; hash?: string }) {
  const t = useText();
  const explorer = useExplorerLink("block", number);
  return (
    <Chip value={hash ?? String(number)} kind={t("chip.block")} icon={<Box aria-hidden />} explorerHref={explorer}>
      {number}
    </Chip>
  );
}

export function AnchorChip({ index }: { index: number }) {
  const t = useText();
  return (
    <Chip value={`anchor ${index}`} kind="" icon={<Anchor aria-hidden />} href={`/anchors/${index}`} copy={false}>
      {t("chip.anchor", { index })}
    </Chip>
  );
}

/** An event by its CBV event hash ID. */
export function EventChip({ eventId }: { eventId: string }) {
  const t = useText();
  const hash = eventHashOfId(eventId);
  return (
    <Chip value={eventId} kind={t("chip.event")} icon={<CalendarCheck aria-hidden />} short href={`/events/${hash}`}>
      {shortHex(hash)}
    </Chip>
  );
}
