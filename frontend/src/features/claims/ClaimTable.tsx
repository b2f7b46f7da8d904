import { formatGrams } from "@waybill/protocol/measures/grams";
import { claimSummary } from "@waybill/protocol/schemas/api/claims";
import { NamedSubjectChip } from "../../entities/NamedSubjectChip.tsx";
import { Paged } from "../../entities/Paged.tsx";
import { PartyChip } from "../../entities/PartyChip.tsx";
import { SaveCsv } from "../../entities/SaveCsv.tsx";
import { RelativeTime } from "../../entities/Times.tsx";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText, type MessageId } from "../../lib/i18n/text.tsx";
import { Table, Td, Th } from "../../ui/Table.tsx";
import { ClaimMark } from "./ClaimMark.tsx";

interface ClaimTableProps {
  /** Names the table, and its file. */
  name: MessageId;
  filter: { state?: string; organisation?: string; verifier?: string };
  empty: MessageId;
  /** Address of a claim's page. */
  base: string;
}

/** Claims that a filter lets through, the newest first. */
export function ClaimTable({ name, filter, empty, base }: ClaimTableProps) {
  const t = useText();
  return (
    <Paged queryKey={keys.claims(filter)} path="/api/carbon/claims" query={filter} item={claimSummary} empty={<T id={empty} />}>
      {(claims) => (
        <>
          <Table caption={t(name)} hideCaption>
            <thead>
              <tr>
                <Th>{t("claims.claim")}</Th>
                <Th className="text-right">{t("claims.saved")}</Th>
                <Th>{t("claims.goods")}</Th>
                <Th>{t("claims.claimant")}</Th>
                <Th>{t("claims.verifier")}</Th>
                <Th>{t("claims.state")}</Th>
                <Th>{t("claims.since")}</Th>
              </tr>
            </thead>
            <tbody>
              {claims.map((claim) => (
                <tr key={claim.id}>
                  <Td>
                    <a className="link whitespace-nowrap" href={`${base}/${claim.id}`}>
                      <T id="claims.open" values={{ year: String(claim.vintage) }} />
                      <span className="sr-only"> {claim.id}</span>
                    </a>
                  </Td>
                  <Td className="text-right whitespace-nowrap tabular-nums">{formatGrams(BigInt(claim.grams))}</Td>
                  <Td>
                    <NamedSubjectChip subject={claim.subject} />
                  </Td>
                  <Td>
                    <PartyChip party={claim.claimant} />
                  </Td>
                  <Td>
                    <PartyChip party={claim.verifier} />
                  </Td>
                  <Td className="whitespace-nowrap">
                    <ClaimMark state={claim.state} accounts={claim.accounts} plain />
                  </Td>
                  <Td className="whitespace-nowrap">
                    <RelativeTime time={claim.createdAt} />
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
          <SaveCsv
            name="claims"
            heads={[
              "claim",
              "grams",
              "goods",
              "claimant",
              "receiver",
              "verifier",
              "year",
              "state",
              "cancelled_grams",
              "deficit_grams",
              "created_at",
            ]}
            rows={() =>
              claims.map(({ id, grams, subject, claimant, receiver, verifier, vintage, state, accounts, createdAt }) => [
                ...[id, grams, subject, claimant.account, receiver.account, verifier.account, vintage, state],
                ...[accounts?.cancelled ?? null, accounts?.deficit ?? null, createdAt],
              ])
            }
          />
        </>
      )}
    </Paged>
  );
}
