import type { ReactNode } from "react";
import { T } from "../../lib/i18n/text.tsx";
import { Field, Input } from "../../ui/Field.tsx";

interface NewPasswordFieldProps {
  label: ReactNode;
  value: string;
  onChange: (password: string) => void;
}

/** A password that is being chosen. */
export function NewPasswordField({ label, value, onChange }: NewPasswordFieldProps) {
  return (
    <Field label={label} hint={<T id="session.password.hint" />}>
      <Input
        type="password"
        autoComplete="new-password"
        required
        minLength={8}
        maxLength={128}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </Field>
  );
}
