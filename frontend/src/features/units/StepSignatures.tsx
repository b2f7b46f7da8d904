import type { CustodyStep } from "@waybill/protocol/schemas/bundle";
import { HashChip } from "../../entities/HashChip.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { StatusMark } from "../../ui/StatusMark.tsx";

/** What both parties put their names to: the digest of the contents, and each signature's presence. */
export function StepSignatures({ step }: { step: CustodyStep | null }) {
  const t = useText();
  if (step === null || (step.kind !== "opened" && step.kind !== "handed-over")) return null;
  return (
    <Disclosure className="mt-2" summary={<T id="unit.signed" />}>
      <dl className="space-y-2 text-sm">
        <div className="flex flex-wrap items-center gap-2">
          <dt className="text-muted">
            <T id="unit.digest" />
          </dt>
          <dd>
            <HashChip hash={step.docHash} kind={t("unit.digest")} />
          </dd>
        </div>
        {step.kind === "handed-over" &&
          (["from", "to"] as const).map((side) => {
            const signature = step[`${side}Signature`];
            return (
              <div key={side} className="flex flex-wrap items-center gap-2">
                <dt className="text-muted">
                  <T id={`unit.signature.${side}`} />
                </dt>
                <dd className="flex flex-wrap items-center gap-2">
                  <StatusMark tone="neutral" plain>
                    <T id={signature === null ? "unit.signature.sender" : "unit.signature.kept"} />
                  </StatusMark>
                  {signature !== null && <HashChip hash={signature} kind={t("chip.signature")} />}
                </dd>
              </div>
            );
          })}
      </dl>
      <p className="mt-2 text-sm text-muted">
        <T id="unit.signature.unchecked" />
      </p>
    </Disclosure>
  );
}
