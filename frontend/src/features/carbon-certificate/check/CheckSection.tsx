import type { Certificate } from "@waybill/protocol/certificates/certificate";
import type { CertificateVerdict } from "@waybill/protocol/certificates/check-certificate";
import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import { StepList } from "../../../entities/check/StepList.tsx";
import { NodeForm } from "../../../entities/credits/NodeForm.tsx";
import { useChosenNode } from "../../../entities/credits/use-chosen-node.ts";
import { keys } from "../../../lib/api/query-keys.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { nodeOf } from "../../../lib/node-address.ts";
import { Callout } from "../../../ui/Callout.tsx";
import { Section } from "../../../ui/Card.tsx";
import { Skeleton } from "../../../ui/Progress.tsx";
import { checkCertificateApart } from "../../../workers/check-certificate-apart.ts";

/** Checks the certificate that is shown in the reader's browser, by the reader's own node. */
export function CheckSection({ paper, config }: { paper: Certificate; config: PublicConfig }) {
  const t = useText();
  const { token, rpcUrl, choose, data, error, isFetching } = useChosenNode({
    ...{ config, initial: () => null },
    keyOf: (node) => keys.certificateCheck(paper.signature.signature, node),
    ask: ({ rpcUrl, ...trusted }, { signal }) => checkCertificateApart({ text: JSON.stringify(paper), rpcUrl, trusted }, signal),
  });
  if (token === undefined) return null;
  return (
    <Section id="check" title={<T id="carbon.certificate.check" />} intro={<T id="carbon.certificate.check.intro" />}>
      <div className="no-print">
        <NodeForm
          initial={nodeOf(config)}
          token={token}
          tokenText="carbon.certificate.check.token"
          busy={isFetching}
          action={rpcUrl === null ? "carbon.certificate.check.go" : "carbon.certificate.check.again"}
          onStart={choose}
        />
      </div>
      <div className="mt-6 space-y-6">
        {isFetching && data === undefined && <Skeleton lines={3} label={t("carbon.certificate.check.running")} />}
        {error !== null && (
          <Callout tone="unknown" live title={<T id="check.failed" />}>
            <p>{error.message}</p>
          </Callout>
        )}
        {error === null && data !== undefined && <Outcome verdict={data} />}
      </div>
    </Section>
  );
}

function Outcome({ verdict: { outcome, steps } }: { verdict: CertificateVerdict }) {
  return (
    <>
      <div data-certificate={outcome}>
        <Callout tone={outcome === "verified" ? "passed" : outcome} live title={<T id={`check.verdict.${outcome}`} />}>
          <p>
            <T id={`carbon.certificate.${outcome}`} />
          </p>
        </Callout>
      </div>
      <div className="rounded-xl border border-line bg-surface p-4 sm:p-5">
        <StepList steps={steps} scope="certificate" />
      </div>
    </>
  );
}
