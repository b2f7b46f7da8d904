import { T, useText } from "../../lib/i18n/text.tsx";
import { Field, Input } from "../../ui/Field.tsx";

interface ContactFieldProps {
  contact: string;
  isAgreed: boolean;
  /** Somebody tried to send it as it is. */
  tried: boolean;
  /** Too short to reach anybody. */
  isShort: boolean;
  onChange: (changes: { contact?: string; isAgreed?: boolean }) => void;
}

/** How to reach the reporter, and that those who receive the report may read it: asked only of whoever writes something. */
export function ContactField({ contact, isAgreed, tried, isShort, onChange }: ContactFieldProps) {
  const t = useText();
  return (
    <div className="space-y-2">
      <Field
        label={<T id="report.contact" />}
        optional={t("report.optional")}
        hint={<T id="report.contact.hint" />}
        error={tried && isShort ? <T id="report.contact.short" /> : null}
      >
        <Input
          maxLength={200}
          autoComplete="email"
          value={contact}
          onChange={(event) => onChange({ contact: event.currentTarget.value })}
        />
      </Field>
      {contact.trim() !== "" && (
        <label className="flex min-h-8 items-start gap-2.5">
          <input
            type="checkbox"
            className="mt-0.5 size-5 shrink-0 accent-(--accent)"
            checked={isAgreed}
            aria-describedby={tried && !isAgreed ? "report-consent-missing" : undefined}
            onChange={(event) => onChange({ isAgreed: event.currentTarget.checked })}
          />
          <T id="consent.report-contact" />
        </label>
      )}
      {contact.trim() !== "" && tried && !isAgreed && (
        <p id="report-consent-missing" role="alert" className="text-sm text-fail">
          <T id="report.contact.not-agreed" />
        </p>
      )}
    </div>
  );
}
