import { useState, type FormEvent } from "react";
import { useDocumentTitle } from "../lib/document-title.ts";
import { ApiError } from "../lib/api/errors.ts";
import { T, useText } from "../lib/i18n/text.tsx";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Field, Input } from "../ui/Field.tsx";
import { isUnknownDevice, read } from "./api/ask.ts";
import { useTrouble } from "./api/trouble.ts";
import { caller } from "./api/use-floor.ts";
import { worker, workerOf } from "./api/worker.ts";
import { EnrolDevice } from "./EnrolDevice.tsx";

/** Name and password, as a lead has given them; and a code, where the device is not known yet. */
export function SignIn() {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [sending, setSending] = useState<{ now?: true; error?: unknown }>({});
  const [device, setDevice] = useState<{ is: "unknown" | "asked" | "usual" } | { is: "known"; name: string }>({
    is: worker.whyOut() === "unknown-device" ? "unknown" : "usual",
  });
  const enter = async () => {
    setSending({ now: true });
    const who = workerOf(name.trim(), password);
    try {
      await read("me", caller, { who });
      worker.signIn(who);
    } catch (error) {
      const isUnknown = isUnknownDevice(error);
      setSending(isUnknown ? {} : { error });
      // What is not refused itself is needed again, once the device is known.
      if (isUnknown) setDevice({ is: "unknown" });
      else setPassword("");
    }
  };
  const isComplete = name !== "" && password !== "";
  const onKnown = (known: string) => {
    setDevice({ is: "known", name: known });
    if (isComplete) void enter();
  };
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center px-5 py-10">
      {device.is === "unknown" || device.is === "asked" ? (
        <EnrolDevice isNeeded={device.is === "unknown"} onKnown={onKnown} onBack={() => setDevice({ is: "usual" })} />
      ) : (
        <Form
          {...{ name, setName, password, setPassword, sending }}
          known={device.is === "known" ? device.name : null}
          onEnter={() => {
            if (!sending.now && isComplete) void enter();
          }}
          onCode={() => setDevice({ is: "asked" })}
        />
      )}
    </main>
  );
}

interface FormProps {
  name: string;
  setName: (name: string) => void;
  password: string;
  setPassword: (password: string) => void;
  sending: { now?: true; error?: unknown };
  /** What this device is called, where it has just been made known. */
  known: string | null;
  onEnter: () => void;
  onCode: () => void;
}

function Form({ name, setName, password, setPassword, sending, known, onEnter, onCode }: FormProps) {
  const t = useText();
  const trouble = useTrouble();
  const title = t("floor.sign-in.title");
  useDocumentTitle(title);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onEnter();
  };
  const isUnknown = sending.error instanceof ApiError && sending.error.status === 401;
  return (
    <>
      <h1 className="text-4xl">{title}</h1>
      <p className="mt-3 text-muted">
        <T id="floor.sign-in.about" />
      </p>
      {known !== null && <Callout className="mt-5" tone="passed" live title={<T id="floor.sign-in.known" values={{ name: known }} />} />}
      <form className="mt-8 space-y-5" onSubmit={submit}>
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
        {known === null && (
          <Button look="quiet" className="w-full" onClick={onCode}>
            <T id="floor.sign-in.code" />
          </Button>
        )}
      </form>
    </>
  );
}
