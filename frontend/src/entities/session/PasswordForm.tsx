import { useState, type FormEvent, type ReactNode } from "react";
import { ApiError } from "../../lib/api/errors.ts";
import { T } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { LoadFailure } from "../LoadFailure.tsx";
import { CodeField } from "./CodeField.tsx";

export interface PasswordEntry {
  email: string;
  password: string;
  code?: string;
}

interface PasswordFormProps {
  /** Of the person who is signed in already; asked for when absent. */
  email?: string;
  label: ReactNode;
  /** Sends it; its failure is shown, and a code asked for where one is needed. */
  onSubmit: (entry: PasswordEntry) => Promise<void>;
  children?: ReactNode;
}

/** E-mail address and password, and a code once the server asks for one. */
export function PasswordForm({ email: known, label, onSubmit, children }: PasswordFormProps) {
  const [entry, setEntry] = useState({ email: known ?? "", password: "", code: "" });
  const [state, setState] = useState<{ sending?: true; error?: unknown }>({});
  const [needsCode, setNeedsCode] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (state.sending) return;
    setState({ sending: true });
    try {
      await onSubmit({ email: entry.email.trim(), password: entry.password, ...(needsCode && { code: entry.code.trim() }) });
      setState({});
    } catch (error) {
      if (error instanceof ApiError && error.problem?.code === "identity.code-needed") {
        setNeedsCode(true);
        setState({});
      } else setState({ error });
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="max-w-md space-y-4">
      {known === undefined && (
        <Field label={<T id="session.email" />}>
          <Input
            type="email"
            autoComplete="username webauthn"
            required
            value={entry.email}
            onChange={(event) => setEntry({ ...entry, email: event.currentTarget.value })}
          />
        </Field>
      )}
      <Field label={<T id="session.password" />}>
        <Input
          type="password"
          autoComplete="current-password"
          required
          value={entry.password}
          onChange={(event) => setEntry({ ...entry, password: event.currentTarget.value })}
        />
      </Field>
      {needsCode && <CodeField value={entry.code} onChange={(code) => setEntry({ ...entry, code })} />}
      {state.error !== undefined && <LoadFailure error={state.error} onRetry={() => setState({})} />}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" look="primary" busy={state.sending ?? false}>
          {label}
        </Button>
        {children}
      </div>
    </form>
  );
}
