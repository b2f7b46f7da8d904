export function HomeRoute() {
  return null;
}

export function JoinRoute() {
  return null;
}

export function NewEventRoute() {
  return null;
}

export function StatementRoute() {
  return null;
}

export function HandoversRoute() {
  return null;
}

export function NewHandoverRoute() {
  return null;
}

export function HandoverRoute() {
  return null;
}
