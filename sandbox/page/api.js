// The way to the workspace: the same control interface that the tests' client speaks.

/** The workspace says that this cannot be done, in words for a person. */
export class NotPossible extends Error {}

/** The workspace could not be reached. */
export class Away extends Error {}

async function exchange(method, path, body) {
  let response;
  try {
    response = await fetch(`/sandbox${path}`, {
      method,
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Away("The workspace cannot be reached.");
  }
  if (response.status >= 500) throw new Away("The workspace stumbled; its log says over what.");
  const said = await response.json();
  if (said && said.not_possible) throw new NotPossible(said.not_possible);
  return said;
}

export const get = (path) => exchange("GET", path);
export const post = (path, body = {}) => exchange("POST", path, body);

/** Do one thing as a person; resolves once the app has acknowledged it, or has not. */
export const act = (person, name, asked = {}) => post(`/people/${encodeURIComponent(person)}/${name}`, asked);

const queues = new Map();

/** Do things in one place one after the other, in the order in which they were asked for. */
export function inTurn(place, deed) {
  const before = queues.get(place) ?? Promise.resolve();
  const mine = before.catch(() => {}).then(deed);
  queues.set(place, mine);
  mine.catch(() => {}).finally(() => { if (queues.get(place) === mine) queues.delete(place); });
  return mine;
}
