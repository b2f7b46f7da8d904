import type { ShelfView } from "@waybill/protocol/schemas/warehouse/floor";
import type { ReactNode } from "react";
import { isNotFound } from "../../lib/api/errors.ts";
import { useText } from "../../lib/i18n/text.tsx";
import { lookUp } from "../api/use-floor.ts";
import { ScanStep } from "./ScanStep.tsx";

export interface FoundBin {
  code: string;
  items: readonly ShelfView[];
}

/** Waits for the code of a bin that there is. */
export function BinStep({ label, hint, onBin }: { label: ReactNode; hint?: ReactNode; onBin: (bin: FoundBin) => void }) {
  const t = useText();
  const take = async (code: string) => {
    const found = await lookUp(code).catch((error: unknown) => {
      if (isNotFound(error)) return null;
      throw error;
    });
    if (found === null) return t("floor.bin.unknown", { code });
    if (found.kind !== "bin") return t(`floor.bin.not.${found.kind}`);
    onBin({ code: found.bin.code, items: found.items });
    return null;
  };
  return <ScanStep label={label} hint={hint} onCode={take} />;
}
