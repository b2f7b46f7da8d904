import { Camera } from "lucide-react";
import { lazy, Suspense, useEffect, useRef, useState, type FormEvent, type ReactNode } from "react";
import { T } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { Spinner } from "../../ui/Progress.tsx";
import { useTrouble } from "../api/trouble.ts";

const CameraScanner = lazy(async () => ({ default: (await import("../../features/scan/CameraScanner.tsx")).CameraScanner }));

interface ScanStepProps {
  label: ReactNode;
  hint?: ReactNode;
  /** Takes the code, or says in a sentence why it is not the right one. */
  onCode: (code: string) => string | null | Promise<string | null>;
}

/**
 * Waits for a code. A scanner types it and ends with Enter; it may as well be typed by hand, or seen by the camera. After a wrong one the field is
 * marked whole, so that the next code takes its place.
 */
export function ScanStep({ label, hint, onCode }: ScanStepProps) {
  const trouble = useTrouble();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isSeeing, setSeeing] = useState(false);
  const isThere = useRef(true);
  useEffect(() => {
    isThere.current = true;
    field.current?.focus();
    return () => void (isThere.current = false);
  }, []);
  const take = async (code: string) => {
    if (code.trim() === "" || isBusy) return;
    setBusy(true);
    setWrong(null);
    const problem = await Promise.resolve(onCode(code.trim())).catch(trouble);
    if (!isThere.current) return;
    setBusy(false);
    setWrong(problem);
    if (problem === null) setText("");
    field.current?.focus();
    field.current?.select();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void take(field.current?.value ?? text);
  };
  return (
    <form onSubmit={submit} className="space-y-3">
      <Field label={<span className="text-xl">{label}</span>} hint={hint} error={wrong}>
        <Input
          ref={field}
          value={text}
          onValueChange={setText}
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="next"
          className="min-h-14 font-mono text-xl"
        />
      </Field>
      <div className="flex flex-wrap gap-3">
        <Button type="submit" look="primary" size="large" busy={isBusy} className="flex-1">
          <T id="floor.scan.go" />
        </Button>
        <Button size="large" aria-expanded={isSeeing} onClick={() => setSeeing(!isSeeing)}>
          <Camera aria-hidden />
          <T id={isSeeing ? "scan.stop" : "floor.scan.camera"} />
        </Button>
      </div>
      {isSeeing && (
        <Suspense fallback={<Spinner />}>
          <CameraScanner
            onCode={(code) => {
              setSeeing(false);
              void take(code);
            }}
          />
        </Suspense>
      )}
    </form>
  );
}
