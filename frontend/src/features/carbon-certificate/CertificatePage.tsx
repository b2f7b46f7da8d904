import { certificate, type Certificate } from "@waybill/protocol/certificates/certificate";
import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import { Fetched, PageTitle } from "../../entities/Fetched.tsx";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { CheckSection } from "./check/CheckSection.tsx";
import { CertificateFacts } from "./parts/CertificateFacts.tsx";
import { KeepSection } from "./parts/KeepSection.tsx";
import { Statement } from "./parts/Statement.tsx";
import { useRetirement } from "./use-retirement.ts";

interface CertificatePageProps {
  /** Name of the retirement on chain. */
  id: string;
  config: PublicConfig | null;
}

/** A retirement for everybody to read, check and keep: in whose name, what is proven, and by whom. */
export function CertificatePage({ id, config }: CertificatePageProps) {
  const t = useText();
  return (
    <>
      <PageTitle
        eyebrow={
          <a className="link" href="/carbon">
            {t("carbon.title")}
          </a>
        }
        title={t("carbon.certificate")}
      />
      <Fetched
        queryKey={keys.certificate(id)}
        path={`/api/carbon/retirements/${encodeURIComponent(id)}/certificate`}
        schema={certificate}
        missing={<T id="carbon.certificate.missing" />}
      >
        {(paper) =>
          paper.retirement === id.toLowerCase() ? (
            <Paper paper={paper} config={config} />
          ) : (
            <Callout tone="failed" title={<T id="carbon.certificate.other" />} />
          )
        }
      </Fetched>
    </>
  );
}

/** All that is drawn of it, and all that is checked, is the one certificate; names alone are the service's word. */
function Paper({ paper, config }: { paper: Certificate; config: PublicConfig | null }) {
  const { partyOf, view } = useRetirement(paper);
  return (
    <>
      <Statement paper={paper} partyOf={partyOf} />
      <KeepSection paper={paper} config={config} />
      <CertificateFacts paper={paper} partyOf={partyOf} view={view} />
      {config !== null && <CheckSection paper={paper} config={config} />}
    </>
  );
}
