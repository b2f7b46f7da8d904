import type { Me } from "@waybill/protocol/schemas/api/identity";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { z } from "zod";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { NewPasswordField } from "../../../entities/session/NewPasswordField.tsx";
import { ProveAgain } from "../../../entities/session/ProveAgain.tsx";
import { useStepUp } from "../../../entities/session/use-step-up.ts";
import { keys } from "../../../lib/api/query-keys.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { sendOwn } from "../../../lib/session/session.ts";
import { Button } from "../../../ui/Button.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import { Field, Input } from "../../../ui/Field.tsx";

/** Another password, which ends all other sessions. */
export function ChangePassword({ chainId, me }: { chainId: number; me: Me }) {
  const client = useQueryClient();
  const { wanted, run } = useStepUp();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const change = useMutation({
    mutationFn: () => run(() => sendOwn("/api/me/password", z.undefined(), { method: "PUT", body: { current, password } })),
    onSuccess: () => {
      setCurrent("");
      setPassword("");
      return client.invalidateQueries({ queryKey: keys.sessions });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!change.isPending) change.mutate();
  };
  return (
    <>
      <form onSubmit={submit} className="max-w-md space-y-4">
        <Field label={<T id="account.password.current" />}>
          <Input
            type="password"
            autoComplete="current-password"
            required
            maxLength={128}
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
        </Field>
        <NewPasswordField label={<T id="account.password.new" />} value={password} onChange={setPassword} />
        {change.isSuccess && <Callout tone="passed" live title={<T id="account.password.changed" />} />}
        {change.isError && <LoadFailure error={change.error} onRetry={change.reset} />}
        <Button type="submit" busy={change.isPending}>
          <T id="account.password.change" />
        </Button>
      </form>
      <ProveAgain chainId={chainId} me={me} wanted={wanted} />
    </>
  );
}
