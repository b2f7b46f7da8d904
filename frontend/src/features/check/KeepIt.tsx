import { Download, FileCheck2 } from "lucide-react";
import { download } from "../../lib/download.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { useState } from "react";

/** The bundle as a file, and the command that repeats the check in a terminal, without this site. */
export function KeepIt({
  fileName,
  rpcUrl,
  contract,
  bundle,
  onSaveAsOne,
}: {
  fileName: string;
  rpcUrl: string;
  contract: string | null;
  bundle: () => Promise<string>;
  onSaveAsOne?: (bundle: string) => Promise<void>;
}) {
  const t = useText();
  const [notice, say] = useState("");
  const command = `npm run waybill -- verify ${fileName} --rpc ${rpcUrl || "<url>"}${contract === null ? "" : ` --contract ${contract}`}`;
  return (
    <div className="rounded-xl border border-line bg-surface p-4 sm:p-5">
      <h3 className="text-lg">
        <T id="check.keep" />
      </h3>
      <p className="mt-1 text-muted">
        <T id="check.keep.detail" />
      </p>
      <div className="mt-4 flex flex-wrap items-center gap-3">
        <Button
          onClick={() =>
            void bundle().then(
              (text) => download(fileName, text, "application/json"),
              () => say(t("check.keep.failed")),
            )
          }
        >
          <Download aria-hidden />
          <T id="check.keep.download" />
        </Button>
        {onSaveAsOne !== undefined && (
          <Button
            onClick={() =>
              void bundle()
                .then(onSaveAsOne)
                .catch(() => say(t("check.keep.failed")))
            }
          >
            <FileCheck2 aria-hidden />
            <T id="check.keep.one-file" />
          </Button>
        )}
        <span role="status" className="text-sm text-fail">
          {notice}
        </span>
      </div>
      <div className="mt-4 flex items-start gap-2 rounded-lg bg-sunken p-3">
        <code className="min-w-0 flex-1 font-mono text-sm break-all">{command}</code>
        <CopyButton text={command} label={t("chip.copy", { kind: t("check.command") })} copiedLabel={t("chip.copied")} />
      </div>
    </div>
  );
}
