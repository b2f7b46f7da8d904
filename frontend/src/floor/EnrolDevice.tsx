import { enrolledDevice } from "@waybill/protocol/schemas/warehouse/floor";
import { useState, type FormEvent } from "react";
import { useDocumentTitle } from "../lib/document-title.ts";
import { readJson } from "../lib/api/http.ts";
import { T, useText } from "../lib/i18n/text.tsx";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Field, Input } from "../ui/Field.tsx";
import { askFloor, parsed } from "./api/ask.ts";
import { useTrouble } from "./api/trouble.ts";

interface EnrolDeviceProps {
  /** Somebody was refused because of it. */
  isNeeded: boolean;
  onKnown: (name: string) => void;
  onBack: () => void;
}

/** Makes this browser a device of the warehouse, by a code. What it is known by from then on is in a cookie that no script reads. */
export function EnrolDevice({ isNeeded, onKnown, onBack }: EnrolDeviceProps) {
  const t = useText();
  const trouble = useTrouble();
  const [code, setCode] = useState("");
  const [sending, setSending] = useState<{ now?: true; error?: unknown }>({});
  const title = t(isNeeded ? "floor.enrol.unknown" : "floor.enrol.title");
  useDocumentTitle(title);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (sending.now || code.trim() === "") return;
    setSending({ now: true });
    try {
      onKnown((await enrol(code)).name);
    } catch (error) {
      setSending({ error });
    }
  };
  return (
    <>
      <h1 className="text-4xl">{title}</h1>
      <p className="mt-3 text-muted">
        <T id="floor.enrol.about" />
      </p>
      <form className="mt-8 space-y-5" onSubmit={(event) => void submit(event)}>
        <Field label={<T id="floor.enrol.code" />} hint={<T id="floor.enrol.code.hint" />}>
          <Input
            autoFocus
            autoComplete="one-time-code"
            autoCapitalize="characters"
            autoCorrect="off"
            spellCheck={false}
            className="min-h-14 font-mono text-xl uppercase"
            value={code}
            onValueChange={setCode}
          />
        </Field>
        {sending.error !== undefined && <Callout tone="failed" live title={trouble(sending.error)} />}
        <Button type="submit" look="primary" size="large" className="w-full" busy={sending.now}>
          <T id="floor.enrol.now" />
        </Button>
        <Button look="quiet" size="large" className="w-full" onClick={onBack}>
          <T id="floor.enrol.back" />
        </Button>
      </form>
    </>
  );
}

async function enrol(code: string): Promise<{ name: string }> {
  const path = "devices/enrol";
  const body = JSON.stringify({ code: code.trim(), keeper: "browser" });
  const response = await askFloor(path, { method: "POST", headers: { "content-type": "application/json" }, body }, null);
  return parsed(path, enrolledDevice, await readJson(path, response));
}
