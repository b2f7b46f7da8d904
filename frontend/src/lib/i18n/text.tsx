import type { ReactNode } from "react";
import { FormattedMessage, useIntl } from "react-intl";

export type MessageId = FormatjsIntl.Message["ids"];
/** What fills the gaps of a text: values, or for `<tag>…</tag>` a function from the inner text to an element. */
export type TextValues = Record<string, ReactNode | Date | ((inner: ReactNode[]) => ReactNode)>;

/** A text of the catalogue as an element. `<b>` and `<i>` may stand in any text. */
export function T({ id, values }: { id: MessageId; values?: TextValues }) {
  return <FormattedMessage id={id} values={{ b: bold, i: italic, ...values }} />;
}

/** The same as plain text, for labels and attributes. */
export function useText(): (id: MessageId, values?: Record<string, string | number | boolean | Date | null | undefined>) => string {
  const intl = useIntl();
  return (id, values) => intl.formatMessage({ id }, values);
}

const bold = (inner: ReactNode[]) => <strong>{inner}</strong>;
const italic = (inner: ReactNode[]) => <em>{inner}</em>;
