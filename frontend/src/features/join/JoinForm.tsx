import { Checkbox } from "@base-ui/react/checkbox";
import { Check } from "lucide-react";
import { OutboxNotice } from "../../entities/OutboxNotice.tsx";
import { Heading } from "../../entities/Heading.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { useOutbox } from "../../lib/outbox/use-outbox.ts";
import { Button } from "../../ui/Button.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { OFFERED_ROLES, type OfferedRole, type RegistrationForm, type RegistrationProblems } from "./registration-form.ts";

interface JoinFormProps {
  form: RegistrationForm;
  /** It has its roles on chain already, and chooses none. */
  hasRoles: boolean;
  onChange: (part: Partial<RegistrationForm>) => void;
  problems: RegistrationProblems;
  onReview: () => void;
}

/** Who you are, as others will see it beside what you sign. */
export function JoinForm({ form, hasRoles, onChange, problems, onReview }: JoinFormProps) {
  const last = useOutbox().find(({ kind }) => kind === "registration");
  const toggle = (role: OfferedRole) =>
    onChange({ roles: form.roles.includes(role) ? form.roles.filter((other) => other !== role) : [...form.roles, role] });
  return (
    <div className="mx-auto max-w-2xl">
      <Heading className="text-3xl" id="join.title" />
      <p className="mt-2 text-lg text-muted">
        <T id="join.intro" />
      </p>
      {last !== undefined && (
        <div className="mt-6">
          <OutboxNotice entry={last} />
        </div>
      )}
      <div className="mt-8 space-y-6">
        <Field label={<T id="join.name" />} error={problems.name && <T id={problems.name} />}>
          <Input
            value={form.name}
            onChange={(event) => onChange({ name: event.currentTarget.value })}
            autoComplete="organization"
            maxLength={200}
          />
        </Field>
        <Field
          label={<T id="join.gln" />}
          hint={<T id="join.gln.hint" />}
          optional={<T id="compose.optional" />}
          error={problems.gln && <T id={problems.gln} />}
        >
          <Input
            value={form.gln}
            onChange={(event) => onChange({ gln: event.currentTarget.value })}
            inputMode="numeric"
            autoComplete="off"
            maxLength={13}
          />
        </Field>
        <Field
          className="max-w-72"
          label={<T id="join.country" />}
          hint={<T id="join.country.hint" />}
          optional={<T id="compose.optional" />}
          error={problems.country && <T id={problems.country} />}
        >
          <Input
            value={form.country}
            onChange={(event) => onChange({ country: event.currentTarget.value })}
            autoComplete="country"
            maxLength={2}
            className="uppercase"
          />
        </Field>
        {!hasRoles && (
          <fieldset>
            <legend className="font-medium">
              <T id="join.roles" />
            </legend>
            {problems.roles && (
              <p role="alert" className="mt-1 text-sm text-fail">
                <T id={problems.roles} />
              </p>
            )}
            <div className="mt-2 grid gap-2 sm:grid-cols-2">
              {OFFERED_ROLES.map((role) => (
                <label
                  key={role}
                  className="flex min-h-12 cursor-pointer items-center gap-3 rounded-xl border border-line-strong bg-surface px-3.5 py-2 hover:bg-sunken has-data-checked:border-accent has-data-checked:bg-accent-soft"
                >
                  <Checkbox.Root
                    checked={form.roles.includes(role)}
                    onCheckedChange={() => toggle(role)}
                    className="flex size-5 shrink-0 items-center justify-center rounded border-2 border-line-strong bg-surface data-checked:border-accent data-checked:bg-accent"
                  >
                    <Checkbox.Indicator>
                      <Check aria-hidden className="size-3.5 text-on-accent" />
                    </Checkbox.Indicator>
                  </Checkbox.Root>
                  <T id={`role.${role}`} />
                </label>
              ))}
            </div>
          </fieldset>
        )}
        <Button look="primary" size="large" onClick={onReview}>
          <T id="compose.review" />
        </Button>
      </div>
    </div>
  );
}
