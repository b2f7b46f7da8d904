import type { TemplateProfile } from "@waybill/protocol/templates/profile";
import { DataElements } from "../../entities/DataElements.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { Section } from "../../ui/Card.tsx";
import { Disclosure } from "../../ui/Disclosure.tsx";

/** Which of the data elements that rules name the event has: the complete sets first, the others one click below. */
export function Profiles({ profiles }: { profiles: readonly TemplateProfile[] }) {
  if (profiles.length === 0) return null;
  const complete = profiles.filter(({ given, required }) => given === required);
  const others = profiles.filter((profile) => !complete.includes(profile));
  return (
    <Section id="profiles" title={<T id="event.profiles" />} intro={<T id="event.profiles.intro" />}>
      <List profiles={complete} />
      {others.length > 0 && (
        <Disclosure summary={<T id="event.profiles.others" values={{ count: others.length }} />} className="[&:not(:first-child)]:mt-5">
          <List profiles={others} />
        </Disclosure>
      )}
    </Section>
  );
}

function List({ profiles }: { profiles: readonly TemplateProfile[] }) {
  if (profiles.length === 0) return null;
  return (
    <div className="space-y-5">
      {profiles.map((profile) => (
        <DataElements key={profile.template} profile={profile} />
      ))}
    </div>
  );
}
