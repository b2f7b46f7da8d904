import { useQuery } from "@tanstack/react-query";
import { portfolio } from "@waybill/protocol/schemas/api/credits";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { ReactNode } from "react";
import { PageTitle } from "../../../entities/Fetched.tsx";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { getJson } from "../../../lib/api/client.ts";
import { keys } from "../../../lib/api/query-keys.ts";
import { T, useText, type MessageId } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import { Skeleton } from "../../../ui/Progress.tsx";
import type { Line } from "./BatchField.tsx";

interface OwnGramsProps {
  title: MessageId;
  intro: MessageId;
  /** Said where there is nothing to do it with. */
  empty: MessageId;
  /** What to know then; how grams come to an account when left out. */
  emptyText?: MessageId;
  account: Address | null;
  /** How many grams of a line can be had for this. */
  mostOf: (line: Line) => bigint;
  onConnect: () => void;
  children: (lines: Line[], account: Address) => ReactNode;
}

/** A page about grams of the connected account: those lines of its portfolio of which something can be had. */
export function OwnGrams({ title, intro, empty, emptyText = "grams.empty.text", account, mostOf, onConnect, children }: OwnGramsProps) {
  const t = useText();
  return (
    <div className="mx-auto max-w-2xl">
      <PageTitle
        eyebrow={
          <a className="link" href="/supplier/grams">
            {t("grams.title")}
          </a>
        }
        title={t(title)}
      >
        <T id={intro} />
      </PageTitle>
      {account === null ? (
        <Button look="primary" size="large" onClick={onConnect}>
          <T id="wallet.connect" />
        </Button>
      ) : (
        <Lines {...{ account, mostOf, empty, emptyText, children }} />
      )}
    </div>
  );
}

type LinesProps = Pick<OwnGramsProps, "mostOf" | "empty" | "children"> & { account: Address; emptyText: MessageId };

function Lines({ account, mostOf, empty, emptyText, children }: LinesProps) {
  const t = useText();
  const { data, error, refetch } = useQuery({
    queryKey: keys.portfolio(account),
    queryFn: ({ signal }) => getJson(`/api/carbon/accounts/${account}`, portfolio, { signal }),
  });
  if (data === undefined)
    return error === null ? <Skeleton lines={6} label={t("app.loading")} /> : <LoadFailure error={error} onRetry={() => void refetch()} />;
  const lines = data.batches.filter((line) => mostOf(line) > 0n);
  if (lines.length === 0) {
    return (
      <Callout tone="neutral" title={<T id={empty} />}>
        <T id={emptyText} />
      </Callout>
    );
  }
  return children(lines, account);
}
