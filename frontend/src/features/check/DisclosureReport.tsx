import type { DisclosureVerdict } from "@waybill/protocol/verify/verdict";
import { T } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { StepList } from "../../entities/check/StepList.tsx";

/** What a disclosure shows once its fields are proven, how much it hides, and the steps. */
export function DisclosureReport({ verdict: { steps, disclosed } }: { verdict: DisclosureVerdict }) {
  return (
    <div className="space-y-8">
      {disclosed !== undefined && (
        <section>
          <h3 className="mb-1 text-lg">
            <T id="check.disclosure.shown" values={{ count: disclosed.fields.length }} />
          </h3>
          <p className="mb-3 text-sm text-muted">
            <T id="check.disclosure.hidden" values={{ count: disclosed.hidden }} />
          </p>
          {disclosed.declaresError && (
            <Callout tone="unknown" className="mb-3" title={<T id="check.disclosure.declares-error" />}>
              <T id="check.disclosure.declares-error.text" />
            </Callout>
          )}
          <dl className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface">
            {disclosed.fields.map(({ pointer, json }) => (
              <div key={pointer} className="px-4 py-2.5 sm:grid sm:grid-cols-2 sm:gap-4">
                <dt className="font-mono text-sm break-all text-muted">{pointer}</dt>
                <dd className="break-words">{readable(json)}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <section>
        <h3 className="mb-3 text-lg">
          <T id="check.disclosure.steps" />
        </h3>
        <div className="rounded-xl border border-line bg-surface p-4">
          <StepList steps={steps} scope="disclosure" />
        </div>
      </section>
    </div>
  );
}

/** Text without its quotes; everything else as JSON writes it. */
function readable(json: string): string {
  const value: unknown = JSON.parse(json);
  return typeof value === "string" ? value : json;
}
