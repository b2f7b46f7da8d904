import { Plus, ScanLine } from "lucide-react";
import { useId, useState, type KeyboardEvent, type ReactNode } from "react";
import { readIdentifier, subjectOf } from "../../lib/identifier-entry.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { LotOrSerial } from "./LotOrSerial.tsx";
import { ProductSuggestions } from "./ProductSuggestions.tsx";
import { useScanner } from "./scanner.ts";
import { useProductSearch } from "./use-master-data.ts";

interface SubjectPickerProps {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  /** Takes a canonical Digital Link and the product's name, when known. */
  onPick: (subject: string, name: string | null) => void;
  /** Only logistic units: typed products are refused. */
  unitsOnly?: boolean;
}

/** Finds one lot, serial or logistic unit: by the product's name, any kind of code, or the camera. */
export function SubjectPicker({ label, hint, error, onPick, unitsOnly = false }: SubjectPickerProps) {
  const text = useText();
  const id = useId();
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [product, setProduct] = useState<{ gtin: string; name: string | null } | null>(null);
  const { products } = useProductSearch(unitsOnly ? "" : typed);
  const scan = useScanner();

  function pick(subject: string, name: string | null) {
    setTyped("");
    setProblem(null);
    setProduct(null);
    onPick(subject, name);
  }

  function nameOf(gtin: string): string | null {
    return products.find((candidate) => candidate.gtin === gtin)?.name ?? null;
  }

  function take(value: string) {
    const entry = readIdentifier(value);
    if (entry.kind === "problem") return setProblem(text(entry.message, entry.values));
    const isUnit = entry.kind === "subject" && entry.subject.startsWith("https://id.gs1.org/00/");
    if (entry.kind === "place" || (unitsOnly && !isUnit))
      return setProblem(text(unitsOnly ? "identifier.not-a-unit" : "identifier.other-key"));
    setProblem(null);
    if (entry.kind === "subject") return pick(entry.subject, nameOf(/\/01\/(\d{14})\//.exec(entry.subject)?.[1] ?? ""));
    setProduct({ gtin: entry.gtin, name: nameOf(entry.gtin) });
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter") return;
    event.preventDefault();
    take(typed);
  }

  if (product !== null) {
    return (
      <LotOrSerial
        product={product}
        onCancel={() => setProduct(null)}
        onPick={({ ai, value }) => {
          const subject = subjectOf(product.gtin, { ai, value });
          if (subject !== null) pick(subject, product.name);
          return subject !== null;
        }}
      />
    );
  }
  const looksTyped = /[0-9:(\]]/.test(typed.trim().charAt(0)) || /^(https?|urn):/i.test(typed);
  return (
    <div className="space-y-2">
      <Field label={label} hint={hint} error={problem ?? error}>
        <div className="flex gap-2">
          <Input
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setProblem(null);
            }}
            onKeyDown={onKeyDown}
            placeholder={text(unitsOnly ? "picker.unit.placeholder" : "picker.placeholder")}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            aria-controls={`${id}-suggestions`}
          />
          {scan !== null && (
            <Button aria-label={text("picker.scan")} onClick={() => scan(take)} className="shrink-0 px-3">
              <ScanLine aria-hidden />
            </Button>
          )}
          <Button onClick={() => take(typed)} disabled={typed.trim() === ""} className="shrink-0 whitespace-nowrap max-sm:px-3">
            <Plus aria-hidden />
            <span className="max-sm:sr-only">
              <T id="picker.add" />
            </span>
          </Button>
        </div>
      </Field>
      <div id={`${id}-suggestions`}>
        {!unitsOnly && !looksTyped && typed.trim() !== "" && (
          <ProductSuggestions products={products} onPick={({ gtin, name }) => setProduct({ gtin, name })} />
        )}
      </div>
    </div>
  );
}
