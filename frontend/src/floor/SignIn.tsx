import { useState, type FormEvent } from "react";
import { useDocumentTitle } from "../lib/document-title.ts";
import { ApiError } from "../lib/api/errors.ts";
import { T, useText } from "../lib/i18n/text.tsx";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Field, Input } from "../ui/Field.tsx";
import { read } from "./api/ask.ts";
import { useTrouble } from "./api/trouble.ts";
import { caller } from "./api/use-floor.ts";
import { worker, workerOf } from "./api/worker.ts";

/** Name and password, as a lead has given them. */
export function SignIn() {
  const t = useText();
  const trouble = useTrouble();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [sending, setSending] = useState<{ now?: true; error?: unknown }>({});
  const title = t("floor.sign-in.title");
  useDocumentTitle(title);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (sending.now || name === "" || password === "") return;
    setSending({ now: true });
    const who = workerOf(name.trim(), password);
    try {
      await read("me", caller, { who });
      worker.signIn(who);
    } catch (error) {
      setSending({ error });
      setPassword("");
    }
  };
  const isUnknown = sending.error instanceof ApiError && sending.error.status === 401;
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center px-5 py-10">
      <h1 className="text-4xl">{title}</h1>
      <p className="mt-3 text-muted">
        <T id="floor.sign-in.about" />
      </p>
      <form className="mt-8 space-y-5" onSubmit={(event) => void submit(event)}>
        <Field label={<T id="floor.sign-in.name" />}>
          <Input autoFocus autoComplete="username" autoCapitalize="none" spellCheck={false} value={name} onValueChange={setName} />
        </Field>
        <Field label={<T id="floor.sign-in.password" />}>
          <Input type="password" autoComplete="current-password" value={password} onValueChange={setPassword} />
        </Field>
        {sending.error !== undefined && (
          <Callout
            tone={isUnknown ? "failed" : "unknown"}
            live
            title={isUnknown ? <T id="floor.sign-in.wrong" /> : trouble(sending.error)}
          />
        )}
        <Button type="submit" look="primary" size="large" className="w-full" busy={sending.now}>
          <T id="floor.sign-in.now" />
        </Button>
      </form>
    </main>
  );
}
