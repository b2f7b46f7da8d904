import type { NewApiKey } from "@waybill/protocol/schemas/api/identity";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import { CopyButton } from "../../../ui/CopyButton.tsx";

/** A key that was just made, for the only time. */
export function ShownKey({ made: { key }, onDone }: { made: NewApiKey; onDone: () => void }) {
  const t = useText();
  return (
    <Callout tone="passed" live title={<T id="account.key.made" />}>
      <p>
        <T id="account.key.made.text" />
      </p>
      <p className="font-mono text-sm break-all" data-testid="new-key">
        {key}
      </p>
      <div className="flex flex-wrap gap-3">
        <CopyButton wide text={key} label={t("account.key.copy")} copiedLabel={t("chip.copied")} />
        <Button size="small" onClick={onDone}>
          <T id="account.key.kept" />
        </Button>
      </div>
    </Callout>
  );
}
