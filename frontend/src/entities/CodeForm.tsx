import { ScanLine } from "lucide-react";
import { useState, type FormEvent } from "react";
import { cn } from "../lib/class-names.ts";
import { T, useText } from "../lib/i18n/text.tsx";
import { readIdentifier } from "../lib/identifier-entry.ts";
import { pathOfSubject } from "../lib/subject.ts";
import { Button, ButtonLink } from "../ui/Button.tsx";
import { Field, Input } from "../ui/Field.tsx";

/** Opens the page of whatever code was typed or scanned; says what is wrong with it otherwise. */
export function useOpenCode(): { open: (text: string) => void; problem: string | null } {
  const t = useText();
  const [problem, setProblem] = useState<string | null>(null);
  const open = (text: string) => {
    const entry = readIdentifier(text);
    if (entry.kind === "problem") return setProblem(t(entry.message, entry.values));
    setProblem(null);
    if (entry.kind === "place") location.assign(`/search?q=${entry.gln}`);
    else location.assign(entry.kind === "product" ? `/01/${entry.gtin}` : (pathOfSubject(entry.subject) ?? "/scan"));
  };
  return { open, problem };
}

/** A field for any code that is printed on goods. */
export function CodeForm({ scanHref, className }: { scanHref?: string; className?: string }) {
  const [text, setText] = useState("");
  const { open, problem } = useOpenCode();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    open(text);
  };
  return (
    <form onSubmit={submit} noValidate className={cn("flex flex-col gap-3 sm:flex-row sm:items-end", className)}>
      <Field className="flex-1" label={<T id="code.label" />} hint={<T id="code.hint" />} error={problem ?? undefined}>
        <Input
          value={text}
          onValueChange={setText}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          enterKeyHint="go"
          placeholder="(01)10860009998039(10)…"
        />
      </Field>
      <div className={cn("flex gap-3", problem !== null && "sm:mb-7")}>
        <Button type="submit" look="primary" className="flex-1 sm:flex-none">
          <T id="code.open" />
        </Button>
        {scanHref !== undefined && (
          <ButtonLink href={scanHref} className="flex-1 whitespace-nowrap sm:flex-none">
            <ScanLine aria-hidden />
            <T id="code.scan" />
          </ButtonLink>
        )}
      </div>
    </form>
  );
}
