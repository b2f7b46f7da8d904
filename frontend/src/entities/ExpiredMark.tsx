import { T } from "../lib/i18n/text.tsx";
import { StatusMark } from "../ui/StatusMark.tsx";

/** Of goods that may be sold no more: they are for nobody, and to be taken out of stock. */
export function ExpiredMark() {
  return (
    <StatusMark plain tone="failed">
      <T id="goods.expired" />
    </StatusMark>
  );
}
