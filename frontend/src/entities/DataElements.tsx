import type { ElementState, TemplateProfile } from "@waybill/protocol/templates/profile";
import { T } from "../lib/i18n/text.tsx";
import { Disclosure } from "../ui/Disclosure.tsx";
import { StatusMark, StatusShape, type Tone } from "../ui/StatusMark.tsx";

const TONES: Record<ElementState["state"], Tone> = { given: "passed", missing: "pending", unreadable: "failed" };

/** How many of a rule's data elements an event has, and each of them one click below. */
export function DataElements({ profile, open }: { profile: TemplateProfile; open?: boolean }) {
  const { title, rule, given, required, elements } = profile;
  return (
    <div data-testid={`profile-${profile.template}`}>
      <StatusMark tone={given === required ? "passed" : "pending"} className="whitespace-normal">
        <T id={given === required ? "profile.complete" : "profile.count"} values={{ title, given, required }} />
      </StatusMark>
      <Disclosure summary={<T id="profile.elements" />} open={open} className="mt-2">
        <ul className="space-y-2">
          {elements.filter(isWorthShowing).map((element) => (
            <li key={element.element} className="flex gap-2">
              <StatusShape tone={TONES[element.state]} className="mt-1 size-4" />
              <span className="min-w-0">
                <span className="block">{element.state === "given" ? <Given label={element.label} /> : element.message}</span>
                <span className="block text-sm text-muted">{element.source}</span>
              </span>
            </li>
          ))}
        </ul>
        <p className="mt-3 text-sm text-muted">
          <T id="profile.disclaimer" values={{ rule }} />
        </p>
      </Disclosure>
    </div>
  );
}

function Given({ label }: { label: string }) {
  return <T id="profile.given" values={{ label }} />;
}

/** What a rule asks only in some cases is shown once it is there. */
function isWorthShowing({ required, state }: ElementState): boolean {
  return required || state !== "missing";
}
