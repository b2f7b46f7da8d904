import { Heading } from "../../../entities/Heading.tsx";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { isNotFound } from "../../../lib/api/errors.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import { Skeleton } from "../../../ui/Progress.tsx";
import { useRecall } from "../use-recalls.ts";
import { NewRecallPage, type NewRecallPageProps } from "./NewRecallPage.tsx";

/** A holder passes a recall on: to whoever has what it made of the goods, or got them from it. */
export function PassOnPage({ notice, ...rest }: Omit<NewRecallPageProps, "subjects" | "passesOn" | "event"> & { notice: string }) {
  const text = useText();
  const { data: recall, error, isPending, refetch } = useRecall(notice);
  const { account, onConnect } = rest;
  const asked = recall?.tasks.find(({ party }) => party.account === account);
  if (recall !== undefined && asked !== undefined && recall.state === "open") {
    return <NewRecallPage key={`${notice} ${account ?? ""}`} {...rest} subjects={asked.subjects} passesOn={recall} />;
  }
  return (
    <>
      <Heading className="mb-8 text-3xl" id="recalls.pass-on.title" />
      {isPending && <Skeleton lines={6} label={text("app.loading")} />}
      {recall === undefined && isNotFound(error) && <Callout tone="unknown" title={<T id="recalls.missing" />} live />}
      {recall === undefined && error !== null && !isNotFound(error) && <LoadFailure error={error} onRetry={() => void refetch()} />}
      {recall !== undefined && account === null && (
        <Callout tone="neutral" title={<T id="recalls.connect" />}>
          <Button look="primary" onClick={onConnect}>
            <T id="wallet.connect" />
          </Button>
        </Callout>
      )}
      {recall !== undefined && account !== null && (
        <Callout tone="unknown" title={<T id={recall.state === "open" ? "recalls.pass-on.not-asked" : "recalls.pass-on.ended"} />} live />
      )}
    </>
  );
}
