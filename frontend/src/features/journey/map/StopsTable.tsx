import { Download } from "lucide-react";
import { useEventTitle } from "../../../entities/EventWords.tsx";
import { WrittenTimeText } from "../../../entities/Times.tsx";
import { toCsv } from "../../../lib/csv.ts";
import { download } from "../../../lib/download.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";
import { partiesOf, type Stop } from "../model/story.ts";
import { placeName } from "../parts/place-name.ts";

/** The map as a table, and as a file. */
export function StopsTable({ stops, fileName }: { stops: readonly Stop[]; fileName: string }) {
  const t = useText();
  const title = useEventTitle();
  const rows = stops.map(({ place, events }, index) => ({
    number: index + 1,
    place,
    time: events[0]?.first.eventTime ?? "",
    what: [...new Set(events.map(({ first }) => title(first)))].join(", "),
    who: partiesOf(events.flatMap(({ statements }) => statements))
      .map(({ name, account }) => name ?? account)
      .join(", "),
  }));
  const heads = (["stop", "place", "time", "what", "who", "position"] as const).map((column) => t(`journey.map.${column}`));
  const save = () => {
    const lines = rows.map(({ number, place, time, what, who }) => [
      number,
      placeName(t, place),
      place.gln,
      utcOf(time),
      what,
      who,
      place.latitude,
      place.longitude,
    ]);
    download(
      `${fileName}-stops.csv`,
      toCsv([["stop", "place", "gln", "time_utc", "what", "who", "latitude", "longitude"], ...lines]),
      "text/csv",
    );
  };
  return (
    <div className="mt-4">
      <Table caption={t("journey.map.table")} hideCaption>
        <thead>
          <tr>
            {heads.map((head) => (
              <Th key={head}>{head}</Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ number, place, time, what, who }) => (
            <tr key={number}>
              <Td className="tabular-nums">{number}</Td>
              <Td className="min-w-32 font-medium">{placeName(t, place)}</Td>
              <Td className="min-w-32">
                <WrittenTimeText time={time} />
              </Td>
              <Td className="min-w-32">{what}</Td>
              <Td className="min-w-32">{who}</Td>
              <Td className="tabular-nums">
                {place.latitude === null || place.longitude === null
                  ? t("journey.map.no-position")
                  : `${place.latitude.toFixed(3)}, ${place.longitude.toFixed(3)}`}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <Button size="small" className="no-print mt-3" onClick={save}>
        <Download aria-hidden />
        <T id="journey.map.csv" />
      </Button>
    </div>
  );
}

/** Files hold one clock. What is no time stays as it was written. */
function utcOf(time: string): string {
  const at = new Date(time);
  return Number.isNaN(at.getTime()) ? time : at.toISOString();
}
