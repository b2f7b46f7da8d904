import type { ComponentProps } from "react";
import { useText, type MessageId } from "../lib/i18n/text.tsx";
import { useDocumentTitle } from "../lib/document-title.ts";

interface HeadingProps extends Omit<ComponentProps<"h1">, "id" | "children" | "title"> {
  id: MessageId;
  values?: Parameters<ReturnType<typeof useText>>[1];
}

/** First heading of a page in the catalogue's words, and the document's title with it. */
export function Heading({ id, values, ...rest }: HeadingProps) {
  return <NameHeading title={useText()(id, values)} {...rest} />;
}

/** The same in somebody's own words: the name of an organisation. */
export function NameHeading({ title, ...rest }: Omit<ComponentProps<"h1">, "children" | "title"> & { title: string }) {
  useDocumentTitle(title);
  return <h1 {...rest}>{title}</h1>;
}
