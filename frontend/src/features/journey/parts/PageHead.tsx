import { hasValidCheckDigit } from "@waybill/protocol/identifiers/check-digit";
import type { Product } from "@waybill/protocol/schemas/api/traceability";
import { PartyChip } from "../../../entities/PartyChip.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import type { SubjectName } from "../../../lib/subject.ts";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import { useText } from "../../../lib/i18n/text.tsx";

/** Product, and the codes that are printed on it. */
export function PageHead({ name, subject, product }: { name: SubjectName; subject: string; product: Product | null }) {
  const t = useText();
  const title = product?.name ?? (name.kind === "unit" ? t("journey.title.unit") : t("journey.title.unnamed"));
  return (
    <header>
      <h1 className="text-4xl sm:text-5xl">{title}</h1>
      <ul className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-1 text-lg">
        {name.kind === "lot" && (
          <li className="font-semibold">
            <T id="journey.code.lot" values={{ value: name.value }} />
          </li>
        )}
        {name.kind === "serial" && (
          <li className="font-semibold">
            <T id="journey.code.serial" values={{ value: name.value }} />
          </li>
        )}
        <li className="inline-flex items-center gap-1 text-muted">
          {name.kind === "unit" ? (
            <T id="journey.code.sscc" values={{ sscc: name.key }} />
          ) : (
            <T id="journey.code.gtin" values={{ gtin: name.key }} />
          )}
          <CopyButton text={subject} label={t("chip.copy", { kind: "GS1 Digital Link" })} copiedLabel={t("chip.copied")} />
        </li>
      </ul>
      {product !== null && product.description !== null && <p className="mt-2 max-w-2xl text-muted">{product.description}</p>}
      {product !== null && product.statedBy !== null && (
        <p className="mt-2 text-sm text-muted">
          <T id="journey.named-by" values={{ party: <PartyChip party={product.statedBy} /> }} />
        </p>
      )}
      {!hasValidCheckDigit(name.key) && (
        <p className="mt-3">
          <StatusMark tone="unknown">
            <T id="journey.check-digit" />
          </StatusMark>
        </p>
      )}
    </header>
  );
}
