import type { ClaimStep } from "@waybill/protocol/schemas/api/claims";
import { PartyChip } from "../../../entities/PartyChip.tsx";
import { InstantText } from "../../../entities/Times.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { ClaimMark } from "../ClaimMark.tsx";

/** Every step, the first one first: who did it, when, and why where somebody said so. */
export function ClaimHistory({ steps }: { steps: readonly ClaimStep[] }) {
  return (
    <ol className="divide-y divide-line border-y border-line">
      {steps.map(({ version, act, to, by, reason, at }) => (
        <li key={version} className="py-3">
          <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <span className="font-medium">
              <T id={`claims.act.${act ?? "draft"}`} />
            </span>
            {by === null ? (
              <span className="text-muted">
                <T id="claims.by-chain" />
              </span>
            ) : (
              <PartyChip party={by} />
            )}
            <ClaimMark state={to} plain />
            <span className="text-sm text-muted">
              <InstantText time={at} />
            </span>
          </p>
          {reason !== null && <p className="mt-1 max-w-2xl break-words">“{reason}”</p>}
        </li>
      ))}
    </ol>
  );
}
