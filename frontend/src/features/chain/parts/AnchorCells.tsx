import { WeiText } from "../../../entities/WeiText.tsx";
import { Duration } from "./Duration.tsx";

export function Wei({ wei }: { wei: string | null }) {
  return wei === null ? "–" : <WeiText wei={wei} />;
}

export function Delay({ seconds }: { seconds: number | null }) {
  return seconds === null ? "–" : <Duration seconds={seconds} />;
}
