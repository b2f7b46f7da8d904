import { useText } from "../../lib/i18n/text.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";

/** A document as JSON. Numbers are shown as a browser reads them; the bundle keeps them as written. */
export function ExactJson({ document }: { document: Record<string, unknown> }) {
  const t = useText();
  const text = JSON.stringify(document, null, 2);
  return (
    <div className="relative rounded-xl border border-line bg-sunken">
      <div className="absolute top-2 right-2">
        <CopyButton wide text={text} label={t("event.document.copy")} copiedLabel={t("chip.copied")} className="bg-surface" />
      </div>
      <pre
        tabIndex={0}
        role="region"
        aria-label={t("event.document")}
        className="max-h-144 overflow-auto p-4 pt-12 font-mono text-sm leading-relaxed whitespace-pre"
      >
        {text}
      </pre>
    </div>
  );
}
