import { T, useText } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";

/** Codes for the day on which the app is lost, for the only time. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const t = useText();
  return (
    <Callout tone="passed" live title={<T id="account.factor.codes" />}>
      <p>
        <T id="account.factor.codes.text" />
      </p>
      <ul className="grid gap-1 font-mono text-sm sm:grid-cols-2" data-testid="recovery-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <CopyButton wide text={codes.join("\n")} label={t("account.factor.codes.copy")} copiedLabel={t("chip.copied")} />
    </Callout>
  );
}
