import { actorView, type ActorView } from "@waybill/protocol/schemas/api/traceability";
import { Fetched, PageTitle } from "../../entities/Fetched.tsx";
import { HashChip } from "../../entities/HashChip.tsx";
import { FinalityMark } from "../../entities/Marks.tsx";
import { AccountChip } from "../../entities/PartyChip.tsx";
import { InstantText } from "../../entities/Times.tsx";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { shortHex } from "../../lib/short.ts";
import { Fact, Facts } from "../../ui/Card.tsx";
import { ActorState, RoleList } from "./ActorMarks.tsx";

/** One account: what the chain knows of it, and what it says of itself. */
export function ActorPage({ account }: { account: string }) {
  return (
    <Fetched
      queryKey={keys.actor(account)}
      path={`/api/actors/${encodeURIComponent(account)}`}
      schema={actorView}
      missing={<T id="actor.missing" />}
    >
      {(actor) => <ActorDetails actor={actor} />}
    </Fetched>
  );
}

function ActorDetails({ actor }: { actor: ActorView }) {
  const t = useText();
  const { party, profile } = actor;
  return (
    <>
      <PageTitle eyebrow={<T id="actor.eyebrow" />} title={party.name ?? shortHex(party.account)} />
      <h2 className="mb-3 text-2xl">
        <T id="actor.on-chain" />
      </h2>
      <Facts>
        <Fact name={<T id="actors.account" />}>
          <AccountChip account={party.account} />
        </Fact>
        <Fact name={<T id="actors.state" />}>
          <span className="flex flex-wrap gap-3">
            <ActorState actor={actor} />
            {actor.finality !== null && <FinalityMark finality={actor.finality} />}
          </span>
        </Fact>
        <Fact name={<T id="actors.roles" />}>
          <RoleList roles={actor.roles} />
        </Fact>
        {actor.registeredAt !== null && (
          <Fact name={<T id="actor.registered" />}>
            <InstantText time={actor.registeredAt} />
          </Fact>
        )}
        {actor.revokedAt !== null && (
          <Fact name={<T id="actor.revoked" />}>
            <InstantText time={actor.revokedAt} />
          </Fact>
        )}
        <Fact name={<T id="actors.statements" />}>{actor.statements}</Fact>
        <Fact name={<T id="carbon.grams" />}>
          <a className="link" href={`/carbon/accounts/${party.account}`}>
            <T id="carbon.portfolio.link" />
          </a>
        </Fact>
      </Facts>
      <h2 className="mt-10 mb-1 text-2xl">
        <T id="actor.profile" />
      </h2>
      <p className="mb-3 max-w-2xl text-muted">
        <T id="actor.profile.detail" />
      </p>
      <Facts>
        <Fact name={<T id="actor.name" />}>{party.name ?? "—"}</Fact>
        <Fact name="GLN">{party.gln ?? "—"}</Fact>
        <Fact name={<T id="actor.country" />}>{party.country ?? "—"}</Fact>
        {profile?.website !== undefined && (
          <Fact name={<T id="actor.website" />}>
            <a className="link" href={profile.website} rel="noreferrer nofollow">
              {profile.website}
            </a>
          </Fact>
        )}
        {profile !== null && (
          <Fact name={<T id="actor.salt" />}>
            <HashChip hash={profile.salt} kind={t("actor.salt")} />
          </Fact>
        )}
      </Facts>
    </>
  );
}
