import { RelativeTime } from "../../entities/Times.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Disclosure } from "../../ui/Disclosure.tsx";

interface EndedListProps {
  label: "floor.people.ended" | "floor.devices.ended";
  gone: readonly { id: string; name: string | null; endedAt: string | null }[];
}

/** Who, or what, was here before, folded away; nothing where there is none. */
export function EndedList({ label, gone }: EndedListProps) {
  const t = useText();
  if (gone.length === 0) return null;
  return (
    <Disclosure className="mt-4" summary={<T id={label} values={{ count: gone.length }} />}>
      <ul className="space-y-2">
        {gone.map(({ id, name, endedAt }) => (
          <li key={id} className="break-words">
            {name ?? t("floor.people.erased")},{" "}
            <span className="text-muted">
              <T id="floor.people.until" values={{ time: <RelativeTime time={endedAt ?? ""} /> }} />
            </span>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
