import { documentView, type DocumentView } from "@waybill/protocol/schemas/api/documents";
import { useEffect, useState } from "react";
import { CheckOutcome } from "../../entities/documents/CheckOutcome.tsx";
import { useTypeAndSize, VisibilityMark } from "../../entities/documents/DocumentFacts.tsx";
import { PinList } from "../../entities/documents/PinList.tsx";
import { useDocumentCheck } from "../../entities/documents/use-document-check.ts";
import { Fetched, PageTitle } from "../../entities/Fetched.tsx";
import { HashChip } from "../../entities/HashChip.tsx";
import { PartyChip } from "../../entities/PartyChip.tsx";
import { InstantText } from "../../entities/Times.tsx";
import { keys } from "../../lib/api/query-keys.ts";
import { keyInFragment } from "../../lib/documents/check-content.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Card, Fact, Facts, Section } from "../../ui/Card.tsx";
import { DocumentStatements, useDocumentStatements } from "./DocumentStatements.tsx";
import { KeyForm } from "./KeyForm.tsx";

interface DocumentPageProps {
  cid: string;
  /** How the event that the reader came from names the document. */
  link: string | null;
}

/** One document: whose, where it is kept, who points at it, and the file itself, hashed in this browser. */
export function DocumentPage({ cid, link }: DocumentPageProps) {
  return (
    <Fetched
      queryKey={keys.document(cid)}
      path={`/api/documents/${encodeURIComponent(cid)}`}
      schema={documentView}
      missing={<T id="document.missing" />}
    >
      {(document) => <DocumentDetails document={document} link={link} />}
    </Fetched>
  );
}

function DocumentDetails({ document, link }: { document: DocumentView; link: string | null }) {
  const text = useText();
  const typeAndSize = useTypeAndSize();
  const { cid, owner, visibility, storedAt, erasedAt, pins } = document;
  const name = document.name ?? text("document.unnamed");
  return (
    <>
      <PageTitle eyebrow={<T id="document.eyebrow" />} title={name}>
        <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <VisibilityMark document={document} />
          <span>{typeAndSize(document)}</span>
        </span>
      </PageTitle>
      <Facts>
        <Fact name={<T id="document.owner" />}>
          <PartyChip party={owner} copy />
        </Fact>
        <Fact name={<T id="document.cid" />}>
          <HashChip hash={cid} kind={text("document.cid")} />
        </Fact>
        <Fact name={<T id="document.stored" />}>
          <InstantText time={storedAt} />
        </Fact>
        <Fact name={<T id="document.pins" />}>
          <PinList pins={pins} />
        </Fact>
      </Facts>
      <Section id="file" title={<T id="document.file" />} intro={<T id="document.file.intro" />}>
        {erasedAt === null ? (
          <FileCheck cid={cid} link={link} name={name} isPrivate={visibility === "private"} />
        ) : (
          <Callout tone="unknown" title={<T id="document.erased.title" />}>
            <T id="document.erased.text" />
          </Callout>
        )}
      </Section>
      <DocumentStatements cid={cid} link={link} />
    </>
  );
}

/** With a key in the address the file is opened at once; without one a private file waits for it. */
function FileCheck({ cid, link, name, isPrivate }: { cid: string; link: string | null; name: string; isPrivate: boolean }) {
  const [key, setKey] = useState(() => keyInFragment(location.hash));
  const { state, run } = useDocumentCheck({ cid, link });
  const isPointedAt = (useDocumentStatements({ cid, link }).data?.items.length ?? 0) > 0;
  useEffect(() => {
    if (isPrivate && key !== null) void run(key);
  }, [isPrivate, key, run]);
  return (
    <Card className="space-y-4">
      {isPrivate && state.status !== "passed" && <KeyForm initial={key ?? ""} onKey={setKey} />}
      {!isPrivate && state.status === "idle" && (
        <Button look="primary" onClick={() => void run()}>
          <T id="document.check" />
        </Button>
      )}
      <CheckOutcome state={state} name={name} namedBy={link === null ? "id" : isPointedAt ? "statement" : "address"} />
    </Card>
  );
}
