import { actorView } from "@waybill/protocol/schemas/api/traceability";
import { PageTitle } from "../../entities/Fetched.tsx";
import { Paged } from "../../entities/Paged.tsx";
import { AccountChip, PartyChip } from "../../entities/PartyChip.tsx";
import { RelativeTime } from "../../entities/Times.tsx";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Table, Td, Th } from "../../ui/Table.tsx";
import { ActorState, RoleList } from "./ActorMarks.tsx";

/** Everybody who may speak: the accounts registered on chain. */
export function ActorsPage() {
  const t = useText();
  return (
    <>
      <PageTitle title={t("actors.title")}>
        <T id="actors.intro" />
      </PageTitle>
      <Paged queryKey={[...keys.actors, "list"]} path="/api/actors" item={actorView}>
        {(actors) => (
          <Table caption={t("actors.title")} hideCaption>
            <thead>
              <tr>
                <Th>{t("actors.organisation")}</Th>
                <Th>{t("actors.account")}</Th>
                <Th>{t("actors.roles")}</Th>
                <Th>{t("actors.statements")}</Th>
                <Th>{t("actors.since")}</Th>
                <Th>{t("actors.state")}</Th>
              </tr>
            </thead>
            <tbody>
              {actors.map((actor) => (
                <tr key={actor.party.account}>
                  <Td>{actor.party.name === null ? t("actors.unnamed") : <PartyChip party={actor.party} />}</Td>
                  <Td>
                    <AccountChip account={actor.party.account} />
                  </Td>
                  <Td>
                    <RoleList roles={actor.roles} />
                  </Td>
                  <Td className="tabular-nums">{actor.statements}</Td>
                  <Td className="whitespace-nowrap">{actor.registeredAt !== null && <RelativeTime time={actor.registeredAt} />}</Td>
                  <Td>
                    <ActorState actor={actor} />
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
        )}
      </Paged>
    </>
  );
}
