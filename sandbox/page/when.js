// Moments in words, in the zone of whoever looks.

import { me, store } from "./store.js";

const made = new Map();

function written(moment, options, zone = me().timezone) {
  const key = JSON.stringify([options, zone]);
  if (!made.has(key)) {
    let format;
    try {
      format = new Intl.DateTimeFormat("en-US", { ...options, timeZone: zone });
    } catch {
      format = new Intl.DateTimeFormat("en-US", { ...options, timeZone: "UTC" });
    }
    made.set(key, format);
  }
  return made.get(key).format(moment);
}

export const ofTs = (ts) => new Date(Number(ts) * 1000);
export const now = () => new Date(store.glance.now);

export const time = (moment) => written(moment, { hour: "numeric", minute: "2-digit" });
export const timeAndSeconds = (moment) => written(moment, { hour: "numeric", minute: "2-digit", second: "2-digit" });
export const day = (moment) => written(moment, { year: "numeric", month: "2-digit", day: "2-digit" });

export function ordinal(number) {
  const tens = number % 100;
  if (tens >= 11 && tens <= 13) return `${number}th`;
  return `${number}${["th", "st", "nd", "rd"][number % 10] ?? "th"}`;
}

function dayNumber(moment) {
  const [month, date, year] = day(moment).split("/").map(Number);
  return Date.UTC(year, month - 1, date) / 86_400_000;
}

/** Days from today, as the school counts it: 0 today, -1 yesterday. */
export const fromToday = (moment) => dayNumber(moment) - dayNumber(now());

function pretty(moment, otherwise) {
  return { "-1": "yesterday", 0: "today", 1: "tomorrow" }[fromToday(moment)] ?? otherwise;
}

const capital = (words) => words[0].toUpperCase() + words.slice(1);

/** The line between two days of a conversation. */
export function divider(moment) {
  const near = { "-1": "Yesterday", 0: "Today" }[fromToday(moment)];
  return near ?? long(moment, false);
}

function long(moment, withYear) {
  const weekday = written(moment, { weekday: "long" });
  const month = written(moment, { month: "long" });
  const date = ordinal(Number(written(moment, { day: "numeric" })));
  const year = written(moment, { year: "numeric" });
  return `${weekday}, ${month} ${date}${withYear || year !== written(now(), { year: "numeric" }) ? `, ${year}` : ""}`;
}

const usual = (moment) => {
  const month = written(moment, { month: "long" });
  return `${month} ${ordinal(Number(written(moment, { day: "numeric" })))}, ${written(moment, { year: "numeric" })}`;
};
const short = (moment) => written(moment, { month: "short", day: "numeric", year: "numeric" });

/** Slack's tokens in `<!date^…>`. */
const TOKENS = {
  date_num: (moment) => written(moment, { year: "numeric", month: "2-digit", day: "2-digit" }, undefined)
    .replace(/(\d+)\/(\d+)\/(\d+)/, "$3-$1-$2"),
  date: usual,
  date_short: short,
  date_long: (moment) => long(moment, true),
  date_pretty: (moment) => pretty(moment, usual(moment)),
  date_short_pretty: (moment) => pretty(moment, short(moment)),
  date_long_pretty: (moment) => pretty(moment, long(moment, true)),
  day_divider_pretty: (moment) => pretty(moment, long(moment, false)),
  time,
  time_secs: timeAndSeconds,
  ago,
};

/** Write a moment by a pattern such as `{date_short} at {time}`. */
export function byPattern(pattern, moment) {
  const said = pattern.replace(/\{(\w+)\}/g, (whole, token) => TOKENS[token]?.(moment) ?? whole);
  return /^\{/.test(pattern) ? capital(said) : said;
}

export function ago(moment) {
  const minutes = Math.round((now() - moment) / 60_000);
  const future = minutes < 0;
  const size = Math.abs(minutes);
  const [count, unit] = size < 60 ? [size, "minute"] : size < 1440 ? [Math.round(size / 60), "hour"] : [Math.round(size / 1440), "day"];
  if (count === 0) return "just now";
  const words = `${count} ${unit}${count === 1 ? "" : "s"}`;
  return future ? `in ${words}` : `${words} ago`;
}

export const onTheClock = (moment, zone) =>
  written(moment, { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit" }, zone);
export const inFull = (moment, zone) =>
  written(moment, { weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "numeric", minute: "2-digit" }, zone);

/** A moment as a field for date and time holds it, in a zone. */
export function forField(moment, zone) {
  const parts = written(moment, { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, zone);
  const [, month, date, year, clock] = parts.match(/(\d+)\/(\d+)\/(\d+), (\d+:\d+)/);
  return `${year}-${month}-${date}T${clock}`;
}

/** The moment that a field for date and time means, in a zone. */
export function fromField(text, zone) {
  const asUtc = Date.parse(`${text}:00Z`);
  let guess = asUtc;
  for (let turn = 0; turn < 3; turn += 1) guess += asUtc - Date.parse(`${forField(new Date(guess), zone)}:00Z`);
  return new Date(guess);
}
