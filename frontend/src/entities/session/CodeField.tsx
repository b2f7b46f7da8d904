import { T } from "../../lib/i18n/text.tsx";
import { Field, Input } from "../../ui/Field.tsx";

/** Takes what an authenticator app shows, or a recovery code. */
export function CodeField({ value, onChange }: { value: string; onChange: (code: string) => void }) {
  return (
    <Field label={<T id="session.code" />} hint={<T id="session.code.hint" />}>
      <Input
        autoComplete="one-time-code"
        autoFocus
        required
        minLength={6}
        maxLength={64}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </Field>
  );
}
