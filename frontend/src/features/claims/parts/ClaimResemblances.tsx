import type { ClaimView } from "@waybill/protocol/schemas/api/claims";
import { useIntl } from "react-intl";
import { placeText } from "../../../entities/footprint/ElementName.tsx";
import { NamedSubjectChip } from "../../../entities/NamedSubjectChip.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";

type Told = Pick<ClaimView["resemblances"][number], "subject" | "from" | "to" | "departedAt" | "arrivedAt">;

/** Transports of a claim beside those that another claim has of the same goods, where they may be one: told anew with other places. */
export function ClaimResemblances({ claim: { resemblances, actual, state } }: { claim: ClaimView }) {
  const t = useText();
  if (resemblances.length === 0 || state === "rejected") return null;
  return (
    <Callout className="mb-6" tone="unknown" title={<T id="claims.alike" values={{ count: resemblances.length }} />}>
      <p>
        <T id="claims.alike.text" />
      </p>
      <Table caption={t("claims.alike.table")} hideCaption>
        <thead>
          <tr>
            <Th>{t("claims.alike.this")}</Th>
            <Th>{t("claims.alike.other")}</Th>
          </tr>
        </thead>
        <tbody>
          {resemblances.map(({ element, claim, ...other }) => {
            const own = actual.footprint.elements.find(({ id }) => id === element);
            return (
              <tr key={`${element} ${claim} ${other.subject} ${other.departedAt ?? ""}`}>
                <Td className="min-w-40">{own?.kind === "transport" && <Trip of={own} />}</Td>
                <Td className="min-w-40">
                  <Trip of={other} />
                  {/* Claims lie beside each other, in whichever part of the app. */}
                  <a className="link" href={`./${claim}`}>
                    <T id="claims.alike.open" />
                  </a>
                </Td>
              </tr>
            );
          })}
        </tbody>
      </Table>
    </Callout>
  );
}

/** What was carried from where to where, and when. */
function Trip({ of: { subject, from, to, departedAt, arrivedAt } }: { of: Told }) {
  const t = useText();
  const intl = useIntl();
  const place = (one: Told["from"]) => placeText(one) ?? t("footprint.place.unknown");
  const time = (at: string | null) =>
    at === null ? t("claims.alike.no-time") : intl.formatDate(at, { dateStyle: "medium", timeStyle: "short" });
  return (
    <div className="space-y-1">
      <p className="font-medium">
        <T id="claims.way" values={{ from: place(from), to: place(to) }} />
      </p>
      <p className="text-sm text-muted">
        <T id="claims.alike.times" values={{ from: time(departedAt), to: time(arrivedAt) }} />
      </p>
      <NamedSubjectChip subject={subject} />
    </div>
  );
}
