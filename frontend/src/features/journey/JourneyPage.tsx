export function JourneyPage({ path }: { path: string }) {
  return <h1>{path}</h1>;
}
