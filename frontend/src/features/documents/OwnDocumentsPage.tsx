import { documentView, type DocumentView } from "@waybill/protocol/schemas/api/documents";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { SigningChain } from "@waybill/protocol/typed-data/custody";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { AttachDocument } from "../../entities/documents/AttachDocument.tsx";
import { getJson } from "../../lib/api/client.ts";
import { keys } from "../../lib/api/query-keys.ts";
import { Heading } from "../../entities/Heading.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Section } from "../../ui/Card.tsx";
import { Skeleton } from "../../ui/Progress.tsx";
import { OwnDocument } from "./OwnDocument.tsx";

const documents = pageOf(documentView);
/** The newest; older ones are found from the statements that point at them. */
const SHOWN = 100;

interface OwnDocumentsPageProps {
  account: Address | null;
  chain: SigningChain;
  onConnect: () => void;
}

/** All that an organisation keeps here: brought, passed on by a link, erased. */
export function OwnDocumentsPage({ account, chain, onConnect }: OwnDocumentsPageProps) {
  return (
    <>
      <Heading className="text-3xl" id="documents.title" />
      <p className="mt-2 mb-8 max-w-2xl text-lg text-muted">
        <T id="documents.intro" />
      </p>
      {account === null ? (
        <Button look="primary" size="large" onClick={onConnect}>
          <T id="wallet.connect" />
        </Button>
      ) : (
        <OwnDocuments account={account} chain={chain} />
      )}
    </>
  );
}

function OwnDocuments({ account, chain }: { account: Address; chain: SigningChain }) {
  const text = useText();
  const client = useQueryClient();
  const { data, isError, refetch } = useQuery({
    queryKey: keys.documentsOf(account),
    queryFn: ({ signal }) => getJson("/api/documents", documents, { query: { account, limit: SHOWN }, signal }),
  });
  const refresh = () => client.invalidateQueries({ queryKey: keys.documentsOf(account) });
  return (
    <>
      <AttachDocument chain={chain} account={account} onAttached={() => void refresh()} />
      <Section id="documents" title={<T id="documents.list" />}>
        {isError && (
          <Callout tone="unknown" live title={<T id="document.list.failed" />}>
            <Button onClick={() => void refetch()}>
              <T id="error.retry" />
            </Button>
          </Callout>
        )}
        {data === undefined && !isError && <Skeleton label={text("app.loading")} />}
        {data?.items.length === 0 && (
          <p className="text-muted">
            <T id="documents.none" />
          </p>
        )}
        <ul className="space-y-3">
          {data?.items.map((document: DocumentView) => (
            <OwnDocument key={document.cid} document={document} account={account} chain={chain} onErased={() => void refresh()} />
          ))}
        </ul>
      </Section>
    </>
  );
}
