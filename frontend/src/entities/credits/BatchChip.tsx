import { HashChip } from "../HashChip.tsx";
import { useText } from "../../lib/i18n/text.tsx";

/** A batch by the 32 bytes of its id. */
export function BatchChip({ batch }: { batch: string }) {
  const t = useText();
  return <HashChip hash={batch} kind={t("carbon.batch")} href={`/carbon/batches/${batch}`} />;
}
