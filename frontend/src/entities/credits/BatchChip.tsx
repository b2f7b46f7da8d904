import { Hash } from "lucide-react";
import { useText } from "../../lib/i18n/text.tsx";
import { Chip } from "../Chip.tsx";
import { shortBatch } from "./batch-id.ts";

/** A batch by the 32 bytes of its id. */
export function BatchChip({ batch }: { batch: string }) {
  const t = useText();
  return (
    <Chip value={batch} kind={t("carbon.batch")} icon={<Hash aria-hidden />} short href={`/carbon/batches/${batch}`}>
      {shortBatch(batch)}
    </Chip>
  );
}
