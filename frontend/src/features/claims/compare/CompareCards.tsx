import { formatGrams } from "@waybill/protocol/measures/grams";
import type { ClaimView } from "@waybill/protocol/schemas/api/claims";
import type { ReactNode } from "react";
import { HashChip } from "../../../entities/HashChip.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import type { Compared } from "./compared.ts";
import { How, Where } from "./ElementSide.tsx";

interface CompareProps {
  claim: ClaimView;
  compared: readonly Compared[];
}

/** Both sides below each other, for a narrow screen: nothing has to be moved sideways to be compared. */
export function CompareCards({ claim: { baseline, actual, saving }, compared }: CompareProps) {
  const t = useText();
  return (
    <ul className="space-y-4">
      {compared.map(({ element, otherwise, isTyped, isClaimed }) => (
        <li key={element.id} data-claimed={isClaimed} className="rounded-xl border border-line bg-surface p-4">
          <p className="font-medium">
            <Where element={element} />
          </p>
          <p className="text-sm text-muted">{t(isClaimed ? "claims.part.claimed" : "claims.part.same")}</p>
          <Sides baseline={otherwise !== undefined && <How element={otherwise} isTyped={isTyped} />} actual={<How element={element} />} />
        </li>
      ))}
      <li className="rounded-xl border border-line bg-surface p-4">
        <p className="font-semibold">
          <T id="claims.total" />: <T id="claims.saved.text" values={{ grams: formatGrams(BigInt(saving.savedGrams)) }} />
        </p>
        <Sides
          baseline={<Sum grams={saving.baselineGrams} hash={baseline.hash} />}
          actual={<Sum grams={saving.actualGrams} hash={actual.hash} />}
        />
      </li>
    </ul>
  );
}

function Sides({ baseline, actual }: { baseline: ReactNode; actual: ReactNode }) {
  return (
    <dl className="mt-3 space-y-3">
      <div className="border-l-2 border-line-strong pl-3">
        <dt className="eyebrow">
          <T id="claims.baseline" />
        </dt>
        <dd>{baseline}</dd>
      </div>
      <div className="border-l-2 border-accent pl-3">
        <dt className="eyebrow">
          <T id="claims.actual" />
        </dt>
        <dd>{actual}</dd>
      </div>
    </dl>
  );
}

function Sum({ grams, hash }: { grams: string; hash: string }) {
  const t = useText();
  return (
    <>
      <strong className="block tabular-nums">{formatGrams(BigInt(grams))}</strong>
      <HashChip hash={hash} kind={t("claims.footprint")} />
    </>
  );
}
