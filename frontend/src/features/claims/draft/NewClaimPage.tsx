import type { Address } from "@waybill/protocol/schemas/primitives";
import type { SigningChain } from "@waybill/protocol/typed-data/custody";
import { useState } from "react";
import { PageTitle } from "../../../entities/Fetched.tsx";
import { useFactorTables, useFootprint } from "../../../entities/footprint/use-footprint.ts";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { NamedSubjectChip } from "../../../entities/NamedSubjectChip.tsx";
import { SubjectPicker } from "../../../entities/pickers/SubjectPicker.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { pathOfSubject } from "../../../lib/subject.ts";
import { Button } from "../../../ui/Button.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import { Skeleton } from "../../../ui/Progress.tsx";
import { claimableOf } from "../model/claim-draft.ts";
import { DraftForm } from "./DraftForm.tsx";

interface NewClaimPageProps {
  account: Address | null;
  chain: SigningChain;
  /** Goods whose transport saved something; "" before they are chosen. */
  subject: string;
  onSubject: (subject: string) => void;
  onConnect: () => void;
  /** The draft is kept under this id. */
  onDrafted: (id: string) => void;
}

/** Claim a saving: which goods, how else they would have gone, by what evidence, and who is asked to verify it. */
export function NewClaimPage({ account, subject, onSubject, onConnect, ...rest }: NewClaimPageProps) {
  const t = useText();
  return (
    <div className="mx-auto max-w-3xl">
      <PageTitle
        eyebrow={
          <a className="link" href="/supplier/claims">
            {t("claims.title")}
          </a>
        }
        title={t("claims.new")}
      >
        <T id="claims.new.intro" />
      </PageTitle>
      {account === null ? (
        <Button look="primary" size="large" onClick={onConnect}>
          <T id="wallet.connect" />
        </Button>
      ) : (
        <div className="space-y-8">
          {subject === "" ? (
            <SubjectPicker label={<T id="claims.new.goods" />} hint={<T id="claims.new.goods.hint" />} onPick={onSubject} />
          ) : (
            <>
              <p className="flex flex-wrap items-center gap-3">
                <NamedSubjectChip subject={subject} />
                <Button size="small" look="quiet" onClick={() => onSubject("")}>
                  <T id="claims.new.other" />
                </Button>
              </p>
              <OfGoods key={`${subject} ${account}`} {...{ account, subject, ...rest }} />
            </>
          )}
        </div>
      )}
    </div>
  );
}

type OfGoodsProps = Pick<NewClaimPageProps, "chain" | "subject" | "onDrafted"> & { account: Address };

/** Only what is whole can be claimed on, and only by who has a part in it. */
function OfGoods({ account, subject, ...rest }: OfGoodsProps) {
  const t = useText();
  const [round, setRound] = useState(0);
  const { data, error, refetch } = useFootprint(subject, undefined);
  const factors = useFactorTables(data?.footprint.tables.map(({ hash }) => hash) ?? []);
  const failure = error ?? factors.error;
  if (failure !== null) return <LoadFailure error={failure} onRetry={() => (error === null ? factors.retry() : void refetch())} />;
  if (data === undefined || !factors.isWhole) return <Skeleton lines={6} label={t("app.loading")} />;
  const { footprint } = data;
  const link = (
    <a className="link" href={`/footprint${pathOfSubject(subject)}`}>
      <T id="claims.new.footprint" />
    </a>
  );
  if (footprint.status !== "complete") {
    return (
      <Callout tone="unknown" live title={<T id="claims.new.incomplete" />}>
        <p>
          <T id={`claims.new.${footprint.status}.text`} values={{ count: footprint.missing.length }} />
        </p>
        {link}
      </Callout>
    );
  }
  const claimable = claimableOf(footprint, account);
  if (claimable.length === 0) {
    return (
      <Callout tone="unknown" live title={<T id="claims.new.no-part" />}>
        <p>
          <T id="claims.new.no-part.text" />
        </p>
        {link}
      </Callout>
    );
  }
  return (
    <DraftForm
      key={round}
      {...{ account, subject, footprint, claimable, tables: factors.tables, ...rest }}
      onRenew={() => void refetch().then(() => setRound(round + 1))}
    />
  );
}
