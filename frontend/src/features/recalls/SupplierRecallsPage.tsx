import { Megaphone } from "lucide-react";
import { Heading } from "../../entities/Heading.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { ButtonLink } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Section } from "../../ui/Card.tsx";
import { RecallList } from "./RecallList.tsx";

/** Recalls that ask this account, and those that it announced. */
export function SupplierRecallsPage({ account }: { account: string | null }) {
  const hrefOf = (commitment: string) => `/supplier/recalls/${commitment}`;
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-4">
        <div className="max-w-2xl">
          <Heading className="text-3xl" id="recalls.title" />
          <p className="mt-2 text-lg text-muted">
            <T id="recalls.supplier.intro" />
          </p>
        </div>
        <ButtonLink look="primary" href="/supplier/recalls/new">
          <Megaphone aria-hidden />
          <T id="recalls.new" />
        </ButtonLink>
      </div>
      {account === null && <Callout tone="neutral" title={<T id="recalls.connect" />} className="mt-6" />}
      {account !== null && (
        <>
          <Section id="asked" title={<T id="recalls.supplier.asked" />}>
            <RecallList filter={{ holder: account }} hrefOf={hrefOf} empty="recalls.empty.asked" />
          </Section>
          <Section id="own" title={<T id="recalls.supplier.own" />}>
            <RecallList filter={{ author: account }} hrefOf={hrefOf} empty="recalls.empty.own" />
          </Section>
        </>
      )}
    </>
  );
}
