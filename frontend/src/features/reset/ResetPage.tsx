import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { PageTitle } from "../../entities/Fetched.tsx";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { CodeField } from "../../entities/session/CodeField.tsx";
import { NewPasswordField } from "../../entities/session/NewPasswordField.tsx";
import { NoPasskeys, PasskeyFailure } from "../../entities/session/PasskeyFailure.tsx";
import { ApiError } from "../../lib/api/errors.ts";
import { send } from "../../lib/api/http.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { answerByLink, canHavePasskeys, PasskeyError } from "../../lib/session/passkeys.ts";
import { session } from "../../lib/session/session.ts";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";

type Wanted = "code" | "passkey" | null;

interface Entry {
  password: string;
  code: string;
}

async function change(reset: string, { password, code }: Entry, wanted: Wanted): Promise<void> {
  const factor = wanted === "code" ? { code: code.trim() } : wanted === "passkey" ? { passkey: await answerByLink(reset) } : {};
  await send("/api/password-resets", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ reset, password, ...factor }),
  });
}

/** What the server asks for besides; null for any other refusal. */
function factorIn(error: unknown): Wanted {
  const code = error instanceof ApiError ? error.problem?.code : undefined;
  return code === "identity.code-needed" ? "code" : code === "identity.passkey-needed" ? "passkey" : null;
}

/** Another password, by a link whose secret stands behind the # of the address, which no server sees. */
export function ResetPage({ token }: { token: string }) {
  const t = useText();
  const [entry, setEntry] = useState<Entry>({ password: "", code: "" });
  const [wanted, setWanted] = useState<Wanted>(null);
  const changing = useMutation({
    mutationFn: () => change(token, entry, wanted),
    // Whoever was signed in here, it has ended.
    onSuccess: () => session.forget(),
    onError: (error) => setWanted(factorIn(error) ?? wanted),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!changing.isPending) changing.mutate();
  };
  const { error } = changing;
  return (
    <>
      <PageTitle title={t("reset.title")}>
        <T id="reset.intro" />
      </PageTitle>
      {token === "" ? (
        <Callout tone="unknown" title={<T id="reset.missing" />} />
      ) : changing.isSuccess ? (
        <Callout tone="passed" live title={<T id="reset.done" />}>
          <p>
            <T id="reset.done.text" />
          </p>
          <ButtonLink href="/account">
            <T id="session.sign-in" />
          </ButtonLink>
        </Callout>
      ) : (
        <form onSubmit={submit} className="max-w-md space-y-4">
          <NewPasswordField
            label={<T id="account.password.new" />}
            value={entry.password}
            onChange={(password) => setEntry({ ...entry, password })}
          />
          {wanted === "code" && <CodeField value={entry.code} onChange={(code) => setEntry({ ...entry, code })} />}
          {wanted === "passkey" &&
            (canHavePasskeys() ? (
              <p>
                <T id="reset.passkey" />
              </p>
            ) : (
              <NoPasskeys />
            ))}
          {error instanceof PasskeyError ? (
            <PasskeyFailure error={error} onRetry={changing.reset} />
          ) : (
            error !== null && factorIn(error) === null && <LoadFailure error={error} onRetry={changing.reset} />
          )}
          <Button type="submit" look="primary" busy={changing.isPending}>
            <T id={wanted === "passkey" ? "reset.change.passkey" : "account.password.change"} />
          </Button>
        </form>
      )}
    </>
  );
}
