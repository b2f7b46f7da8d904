import { useMutation } from "@tanstack/react-query";
import { UserRoundPlus } from "lucide-react";
import { useState, type FormEvent } from "react";
import { useConfig } from "../../lib/api/use-config.ts";
import { T } from "../../lib/i18n/text.tsx";
import { canHavePasskeys, signUpByPasskey } from "../../lib/session/passkeys.ts";
import { Button } from "../../ui/Button.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { PasskeyFailure } from "./PasskeyFailure.tsx";

/** An account for whoever has none, by a passkey and nothing else; nothing where the installation gives none, or the browser can have none. */
export function MakeAccount() {
  const [name, setName] = useState("");
  const making = useMutation({ mutationFn: signUpByPasskey });
  if (useConfig().data?.signUp !== "passkey" || !canHavePasskeys()) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!making.isPending) making.mutate(name.trim() || undefined);
  };
  return (
    <form onSubmit={submit} aria-labelledby="make-account" className="max-w-md space-y-4 border-t border-line pt-4">
      <h3 id="make-account" className="text-lg">
        <T id="session.make-account.title" />
      </h3>
      <p className="text-muted">
        <T id="session.make-account.text" />
      </p>
      <Field label={<T id="session.make-account.name" />} hint={<T id="session.make-account.name.hint" />}>
        <Input autoComplete="off" maxLength={64} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      </Field>
      {making.isError && <PasskeyFailure error={making.error} onRetry={making.reset} />}
      <Button type="submit" look="primary" busy={making.isPending}>
        <UserRoundPlus aria-hidden />
        <T id="session.make-account" />
      </Button>
    </form>
  );
}
