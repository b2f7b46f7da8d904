import type { Certificate } from "@waybill/protocol/certificates/certificate";
import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import { Download, FileText, Printer } from "lucide-react";
import { publishedToken } from "../../../lib/carbon-token.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { nodeOf } from "../../../lib/node-address.ts";
import { Button, ButtonLink } from "../../../ui/Button.tsx";
import { CopyButton } from "../../../ui/CopyButton.tsx";

/** The certificate as a file and on paper, and the command that checks the file in a terminal, without this site. */
export function KeepSection({ paper, config }: { paper: Certificate; config: PublicConfig | null }) {
  const t = useText();
  const address = `/api/carbon/retirements/${paper.retirement}/certificate`;
  const fileName = `certificate-${paper.retirement.slice(2, 10)}.json`;
  const node = config === null ? null : nodeOf(config);
  const token = publishedToken(paper.chain.chainId) === paper.chain.token ? "" : ` --token ${paper.chain.token}`;
  const command = `npm run waybill -- certificate verify ${fileName} --rpc ${isOther(node) ? node : `<${t("carbon.certificate.node")}>`}${token}`;
  return (
    <section aria-labelledby="keep-title" className="no-print mt-6 space-y-4">
      <h2 id="keep-title" className="sr-only">
        <T id="carbon.certificate.keep" />
      </h2>
      <div className="flex flex-wrap gap-3">
        <ButtonLink href={`${address}.pdf`} target="_blank" rel="noreferrer">
          <FileText aria-hidden />
          <T id="carbon.certificate.pdf" />
        </ButtonLink>
        <ButtonLink href={address} download={fileName}>
          <Download aria-hidden />
          <T id="carbon.certificate.json" />
        </ButtonLink>
        <Button onClick={() => window.print()}>
          <Printer aria-hidden />
          <T id="carbon.certificate.print" />
        </Button>
      </div>
      <p className="max-w-2xl text-sm text-muted">
        <T id="carbon.certificate.terminal" />
      </p>
      <div className="flex items-start gap-2 rounded-lg bg-sunken p-3">
        <code className="min-w-0 flex-1 font-mono text-sm break-all">{command}</code>
        <CopyButton text={command} label={t("chip.copy", { kind: t("check.command") })} copiedLabel={t("chip.copied")} />
      </div>
    </section>
  );
}

/** A node of somebody else's: ours passes questions on only while this site is there. */
function isOther(node: string | null): node is string {
  return node !== null && new URL(node).origin !== location.origin;
}
