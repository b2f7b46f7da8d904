import { toString as drawQrCode } from "qrcode";
import { useEffect, useState, type FormEvent } from "react";
import { LoadFailure } from "../LoadFailure.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Field, Input } from "../../ui/Field.tsx";

interface ConfirmAppProps {
  secret: string;
  uri: string;
  busy: boolean;
  failure: unknown;
  onRetry: () => void;
  onCode: (code: string) => void;
}

/** The secret as a picture and as text, and the place for the app's first code. */
export function ConfirmApp({ secret, uri, busy, failure, onRetry, onCode }: ConfirmAppProps) {
  const t = useText();
  const [code, setCode] = useState("");
  const [picture, setPicture] = useState<string | null>(null);
  useEffect(() => {
    void drawQrCode(uri, { type: "svg", margin: 2 }).then((svg) => setPicture(`data:image/svg+xml,${encodeURIComponent(svg)}`));
  }, [uri]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) onCode(code.trim());
  };
  return (
    <form onSubmit={submit} className="max-w-md space-y-4 rounded-xl border border-line bg-surface p-5">
      <p>
        <T id="account.factor.scan" />
      </p>
      {picture !== null && <img src={picture} alt={t("account.factor.picture")} className="size-48 rounded-lg bg-white" />}
      <p className="font-mono text-sm break-all" data-testid="totp-secret">
        {secret}
      </p>
      <Field label={<T id="session.code" />}>
        <Input
          autoComplete="one-time-code"
          inputMode="numeric"
          required
          pattern="[0-9]{6}"
          maxLength={6}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      </Field>
      {failure !== null && <LoadFailure error={failure} onRetry={onRetry} />}
      <Button type="submit" look="primary" busy={busy}>
        <T id="account.factor.confirm" />
      </Button>
    </form>
  );
}
